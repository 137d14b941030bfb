"""What was asked, what was promised, and every step since."""

from closeknit.commitments.models.ask import Ask
from closeknit.commitments.models.step import Step
from closeknit.commitments.models.undertaking import Undertaking

__all__ = ["Ask", "Step", "Undertaking"]
