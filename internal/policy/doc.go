// Package policy owns rule packs and Check, which holds a letter against them and says what deviates, with a trace of
// every rule's outcome; and the Verdict on a comparison. It is pure: it reads no clock and no store. It hands deviations
// to review, which makes flags of them; it knows nothing of who decides what was decided.
//
// # Packs
//
// A pack is policies/<id>/v<n>/policy.yaml and samples.yaml. A published version is never edited. A rule:
//
//	code           VB-US-CA-REPAY-01: stable, unique in the library
//	title          the rule in a few words
//	at             work, residence or law: which place must lie in jurisdictions; residence is work where nobody said it
//	jurisdictions  a place set such as "US, !US-MT"; absent means everywhere
//	effective      from, and until (the first day on which it no longer holds); judged on as_of
//	applies        condition; false is not_applicable
//	each, where    a list, and which of its items are judged; each item is then judged by itself, as item
//	needs          term pointers, family names, or item/...: absent and not said to be none is unknown
//	unknown        condition under which the rule cannot be judged, where needs cannot say it; a limb that holds fires all the same
//	when           condition; true is fired
//	cases          instead of when: several conditions, each with what differs (severity, decides, message, observed,
//	               allowed); the first that is true counts
//	limbs          instead of when: conditions with a text each; one or more true is fired, their texts are observed
//	kind           builtin: judged by a Go function of this package, listed in builtins
//	table          sums that a builtin reads: place, from, until, amount, currency, source; no row for a day is unknown
//	severity       block (nobody waives), review (decides: legal, hr_ops, total_rewards), notice
//	message        a sentence; {subject} {observed} {allowed} stand for those texts
//	subject        expression for {subject}; observed: expression for what was found; allowed: text
//	terms          the terms it is about: pointers, item or item/...; absent means the item, or what it needs
//	basis          citation, url, checked_on, kind: law, company, general_knowledge (which may never block)
//
// # What rules see
//
//	said           the terms as they were said
//	terms          the terms as the letter has them: amended, and with what clauses state by themselves
//	changes        the rows of the comparison
//	assumed        terms that were read from a text that allowed more than one reading
//	targets        variable pay whose target the band limits, and whether it is above the limit
//	duties         what must be paid back: a payment's, variable pay's, a relocation's term, label and repayment
//	days           as_of's companions: letter, issue, and where they are settled start and answer_by
//	candidate, entity, place {work, residence, law}, hiring, letter, as_of, calendar
//
// A rule never turns silence into a pass: a needed term that is absent, and an evaluation that fails, are unknown, and
// unknown is a flag that somebody decides.
package policy
