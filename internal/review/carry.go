package review

// Carry gives the flags of the next version with the decisions that still hold: one whose fingerprint and wording equal
// those of a decided flag of the version before carries that decision over, and names where it was made. A decision for a
// fallback holds where the next version is worded in it. What has changed in any way is open again.
func Carry(prev, next []Flag) []Flag {
	out := make([]Flag, len(next))
	for i, f := range next {
		out[i] = f
		for _, p := range prev {
			if c, ok := holds(p, f); ok {
				out[i].Carried = &c
				break
			}
		}
		out[i].Status = StatusOf(out[i])
	}
	return out
}

// holds gives the decision on flag p as it reaches flag f.
func holds(p, f Flag) (Carried, bool) {
	verdict, position := p.verdict()
	switch {
	case verdict == "" || p.Fingerprint != f.Fingerprint || p.Deviation.Code != f.Deviation.Code:
		return Carried{}, false
	case p.Position != f.Position && (verdict != ClearFallback || f.Position != position):
		return Carried{}, false
	case p.Decision != nil:
		return Carried{Decision: p.Decision.ID, Letter: p.Decision.Letter, Verdict: verdict, Position: position}, true
	}
	return *p.Carried, true
}
