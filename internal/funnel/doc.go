// Package funnel owns the numbers of an offer process: where offers wait, where they are lost, and why. Everything in it
// is computed from the facts of events alone, so anybody can compute it again from an export of the events.
//
// For one offer: V is the first verbal offer (the first verbal.offered, or the agreed.at of the first handoff), W the first
// offer.issued, A the last answer. The outcome is the last of offer.accepted, offer.declined, offer.expired,
// offer.rescinded and offer.cancelled; an offer without any of them is open. Times are those that were claimed for the
// act; the server's own stand beside them in events.
//
//	1 acceptance_rate         accepted / (accepted + declined + expired); offers issued at least once, A in the period
//	2 acceptance_from_verbal  the same, over offers with a verbal offer: declines before any letter are in it
//	3 verbal_to_written       W - V - stopped; offers with W in the period
//	4 written_to_answer       A - W - stopped; accepted offers with A in the period, declined ones as a second line
//	5 decline_rate            declined / (accepted + declined + expired) of 2, by reason; with no_answer (expired) and the
//	                          accepted the rates are 100 %
//	6 rescissions             offers taken back: before a letter, before an answer, after acceptance, lapsed; per 100 issued
//	7 right_first_time        first issued letters without a missing, changed or added material term / first issued letters
//
// Edge cases, each with a test of its own (TestEdgeCases):
//
//   - A change request is no outcome: the letter stays answerable, 4 runs on from the first issue.
//   - A superseded letter is no outcome; an offer counts once and W stays the first issue.
//   - Expired counts in the denominator as no answer. Reopened and then answered, the last outcome counts, dated at the answer.
//   - Declined, then another round of the same offer: the last outcome counts, dated at the answer.
//   - Declined before a letter: in 2 and 5, not in 1. So is a candidate who withdraws before the letter.
//   - Accepted aloud and declined on paper: declined in 1 and 2, and listed as yes on the phone, no on paper.
//   - Cancelled after the verbal offer: in 6 as verbal_withdrawn; before it: in no number.
//   - Rescinded before an answer: out of 1 and 2, in 6. Rescinded after acceptance: accepted in 1, and in 6.
//   - Reneged: accepted in 1; net acceptance subtracts it from the numerator.
//   - A failed contingency is rescinded with reason contingency; where the letter says that it lapses, with reason lapsed,
//     which is a kind of its own.
//   - An answer that somebody gave for the candidate counts, dated as on paper.
//   - other_offer_ours (the same person took another offer of this company) stays out of 5.
//   - A verbal offer claimed for more than 30 days before it was recorded counts and is listed as backdated.
//   - A reason that was changed: the latest counts. unknown is "nobody asked", not_said "asked, and would not say".
//   - Test keys and letters that amend an accepted one are left out.
//
// The clock stops between clock.stopped and clock.resumed, for 14 days at most, where a clock.confirmed of somebody else
// stands between them; stopped spans are merged and cut to what is measured. Net and gross stand together. Days are calendar days of 24 hours.
//
// Rates carry a 95 % Wilson interval and are withheld under 5 offers; quantiles interpolate linearly between order
// statistics (Hyndman and Fan 1996, type 7, which is percentile_cont in SQL).
package funnel
