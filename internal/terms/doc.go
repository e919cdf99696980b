// Package terms owns the negotiable facts of an offer: their types, their catalogue (label, family, print duty,
// materiality), the pointer that names each for ever, amendments, and Diff, which compares what was said with what is
// written. A Sheet is the compared part of a handoff record; verbal terms and written terms are both Sheets. It knows
// nothing of clauses, letters, storage or people.
package terms
