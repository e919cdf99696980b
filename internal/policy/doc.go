// Package policy owns rule packs and bands, and Check, which holds a letter against them and says what deviates, with a
// trace of every rule's outcome. It is pure: it reads no clock and no store. It hands deviations to review, which makes
// flags of them; it knows nothing of who decides what was decided.
package policy
