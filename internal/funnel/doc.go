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
//	6 rescissions             offers taken back: before a letter, before an answer, after acceptance; per 100 issued; lapsed beside it
//	7 right_first_time        first issued letters without a missing, changed or added material term / first issued letters
//
// What can be counted in more than one way stands in EdgeCases, each with a test.
//
// The clock stops between clock.stopped and clock.resumed, for 14 days at most, where a clock.confirmed of somebody else
// stands between them; stopped spans are merged and cut to what is measured. Net and gross stand together. Days are calendar days of 24 hours, or
// worked days where these are asked for.
//
// Rates carry a 95 % Wilson interval and are withheld under 5 offers; quantiles interpolate linearly between order
// statistics (Hyndman and Fan 1996, type 7, which is percentile_cont in SQL).
package funnel
