"""Graph network and baselines: features, training, evaluation."""

from .trained_model import TrainedModel, evaluate, predict, train

__all__ = ["TrainedModel", "evaluate", "predict", "train"]
