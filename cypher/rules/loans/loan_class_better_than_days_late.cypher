// id: loan_class_better_than_days_late
// title: A loan is classed better than its days late allow
// title_zh: 贷款五级分类优于逾期天数对应的类别
// severity: medium
// status: stable
// pages: debtors
// key: facility_id
// burdens: burdened_ids
// returns: party_id, facility_id, borrower, whose, due_on, given, derived, hit_severity, burdened_ids, party_ids, records
// param: substandard_days = 90 — a loan more than 90 days late is at least substandard
// param: doubtful_days = 270 — more than 270 days late, at least doubtful
// param: loss_days = 360 — more than 360 days late, a loss
// why: A class that is too good hides a non-performing loan, and with it the loss that the lender has to provide for. It is
//   the lender's fault and burdens no borrower: the score counts the class by days late itself.
// innocent: A loan without a class, one that is repaid or has nothing outstanding, and one that is not yet due. A class worse
//   than the days late is the lender's judgement and is left alone.
// unseen: Late instalments and interest before the last due date, which no source reports; loans that were extended or
//   restructured without a new due date. Classes are those last delivered; before a
//   default or closing of the loan its class is unknown, and the loan is left out. Severity is high where a loan that should be
//   substandard or worse is classed as performing.
// source: CBIRC and PBC, measures on the risk classification of commercial banks' financial assets
//   (商业银行金融资产风险分类办法, 2023), on days overdue
// sentence_en: {whose:lender} to {borrower} ({facility_id}), due on {due_on} and not repaid, is classed {given:class}; by its days late it is at least {derived:class}.
// sentence_zh: {borrower}的{whose:lender}（{facility_id}）于{due_on}到期未还，分类为{given:class}，按逾期天数至少应为{derived:class}。
UNWIND $page AS start
MATCH (borrower:Party {id: start.id})
MATCH (facility:Facility {borrower: borrower.id})
WHERE @open_facility(facility)
  AND facility.due_on < $as_of
  AND facility.loan_class IS NOT NULL
  AND @keeps_state(facility)
  AND coalesce(facility.balance, facility.limit, 1.0) > 0.0
WITH borrower, facility,
     CASE WHEN facility.due_on < $as_of - duration({days: $loss_days}) THEN 4
          WHEN facility.due_on < $as_of - duration({days: $doubtful_days}) THEN 3
          WHEN facility.due_on < $as_of - duration({days: $substandard_days}) THEN 2
          ELSE 1 END AS place,
     CASE facility.loan_class WHEN 'normal' THEN 0 WHEN 'special_mention' THEN 1 WHEN 'substandard' THEN 2
                              WHEN 'doubtful' THEN 3 ELSE 4 END AS held
WHERE held < place
RETURN borrower.id AS party_id, facility.id AS facility_id, borrower.name AS borrower,
       CASE WHEN size($own_lenders) = 0 OR facility.lender IS NULL THEN 'unknown'
            WHEN facility.lender IN $own_lenders THEN 'own'
            ELSE 'other' END AS whose,
       facility.due_on AS due_on, facility.loan_class AS given,
       CASE place WHEN 1 THEN 'special_mention' WHEN 2 THEN 'substandard' WHEN 3 THEN 'doubtful' ELSE 'loss' END AS derived,
       CASE WHEN place >= 2 AND held < 2 THEN 'high' ELSE 'medium' END AS hit_severity, [] AS burdened_ids,
       [borrower.id] AS party_ids, [facility.record] AS records
ORDER BY party_id, facility_id
LIMIT $most
