"""What was found put into records: the document's, its clauses' and their incentives'."""

from extract.compose.clause import composed_clauses
from extract.compose.document import composed_document, with_rules
from extract.compose.incentive import bound_by, composed_incentives, with_ids

__all__ = ["bound_by", "composed_clauses", "composed_document", "composed_incentives", "with_ids", "with_rules"]
