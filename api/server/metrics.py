"""Figures of one serving process for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Requests by route and status, how long they took, and whether the engine answers."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "riskgraph_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "riskgraph_request_seconds", "Time to answer.", ("method", "route"),
            buckets=BUCKETS, registry=self._registry,
        )  # fmt: skip
        self._engine_up = Gauge("riskgraph_engine_up", "1 when the graph engine answers.", registry=self._registry)

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request; status 0 means that the caller disconnected."""
        known = method if method in METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(known, route).observe(seconds)

    def write(self, *, engine_up: bool) -> bytes:
        """Return the figures as Prometheus reads them."""
        self._engine_up.set(engine_up)
        return generate_latest(self._registry)


METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
