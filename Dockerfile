# The API in a small image that runs as nobody in particular.
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /venv \
    && /venv/bin/pip install --quiet --require-hashes --requirement requirements/core.txt \
    && /venv/bin/pip install --quiet --no-deps .

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 riskgraph && mkdir /data && chown riskgraph /data
COPY --from=build /venv /venv
USER riskgraph
ENV PATH=/venv/bin:$PATH RISKGRAPH_DATA_DIR=/data RISKGRAPH_HOST=0.0.0.0
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health')"]
CMD ["riskgraph", "serve"]
