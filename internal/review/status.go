package review

import "verbatim/internal/policy"

// StatusOf computes where a flag stands: by its severity, else by its own decision, else by the one it carries over.
func StatusOf(f Flag) Status {
	switch f.Deviation.Severity {
	case policy.Block:
		return Blocked
	case policy.Notice:
		return Noted
	}
	verdict, _ := f.verdict()
	return map[Verdict]Status{Clear: Cleared, ClearFallback: ClearedFallback, NeedChanges: ChangesRequired, Refuse: Refused, "": Open}[verdict]
}

// verdict is the answer that holds for a flag, and its fallback position; empty when nobody decided.
func (f Flag) verdict() (Verdict, string) {
	switch {
	case f.Decision != nil:
		return f.Decision.Verdict, f.Decision.Position
	case f.Carried != nil:
		return f.Carried.Verdict, f.Carried.Position
	}
	return "", ""
}

// Opens says whether a flag lets its letter version pass the gate. One that was cleared with a fallback does so only on a
// version that is worded in that fallback.
func (f Flag) Opens() bool {
	switch StatusOf(f) {
	case Cleared, Noted:
		return true
	case ClearedFallback:
		_, position := f.verdict()
		return f.Position == position
	}
	return false
}
