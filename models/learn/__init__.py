"""Train, apply and evaluate the graph network and its baselines."""

from .trained_model import TrainedModel, evaluate, predict, train

__all__ = ["TrainedModel", "evaluate", "predict", "train"]
