"""What people say to each other, what was reported about it, and what was decided."""

from closeknit.conversation.models.complaint import Complaint, ComplaintEntry
from closeknit.conversation.models.moderation import Case, CaseArea, Decision, HouseRule, Report
from closeknit.conversation.models.talk import Comment, CommentVersion, Thread, ThreadChange, ThreadRule

__all__ = [
    "Case",
    "CaseArea",
    "Comment",
    "CommentVersion",
    "Complaint",
    "ComplaintEntry",
    "Decision",
    "HouseRule",
    "Report",
    "Thread",
    "ThreadChange",
    "ThreadRule",
]
