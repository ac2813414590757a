"""The exponential moving average of the weights, which validates better than the last step."""

from fastai.callback.core import Callback
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn


class AverageWeights(Callback):
    """Average the weights over the steps and give the learner the average when the fit ends."""

    order = 80

    def __init__(self, decay: float) -> None:
        super().__init__()
        self.decay = decay

    def before_fit(self) -> None:
        self.average = AveragedModel(
            self.model, multi_avg_fn=get_ema_multi_avg_fn(self.decay), use_buffers=False
        )

    def after_batch(self) -> None:
        if self.training:
            self.average.update_parameters(self.model)

    def after_fit(self) -> None:
        self.model.load_state_dict(self.average.module.state_dict())
