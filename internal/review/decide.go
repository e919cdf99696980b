package review

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/policy"
)

// Answer is what somebody decides on a flag.
type Answer struct {
	ID          string // of the decision to be made, a UUIDv7
	Verdict     Verdict
	Position    string        // the fallback, for cleared_with_fallback
	Comment     string        // required unless cleared
	Fingerprint digest.Digest // of the flag as the decider saw it
}

// role is who may decide what a rule leaves to a decider. Being admin is no such role.
var role = map[policy.Decider]actor.Role{
	policy.ByLegal: actor.Legal, policy.ByHROps: actor.HROps, policy.ByTotalRewards: actor.TotalRewards,
}

// Decide makes a decision on a flag. latest is the number of the offer's latest letter version: decisions on earlier ones
// are refused. A flag that carries a decision over can be decided anew; one that was decided itself cannot. It fails with
// flag_blocks, forbidden (the role), four_eyes, not_latest_version, flag_decided, digest_mismatch, or the faults of the
// answer.
func Decide(f Flag, latest int, by actor.Actor, a Answer, at time.Time) (Decision, error) {
	for _, refuse := range []func() error{
		func() error { return f.decidable() },
		func() error { return f.mayDecide(by) },
		func() error { return a.check() },
		func() error { return f.stands(latest, a.Fingerprint) },
	} {
		if err := refuse(); err != nil {
			return Decision{}, err
		}
	}
	return Decision{
		ID: a.ID, Offer: f.Offer, Flag: f.ID, Letter: f.Letter, Code: f.Deviation.Code, Fingerprint: f.Fingerprint,
		Verdict: a.Verdict, Position: a.Position, Comment: strings.TrimSpace(a.Comment), By: string(by.ID), At: at.UTC().Truncate(time.Millisecond),
	}, nil
}

// decidable refuses flags on which there is nothing to decide.
func (f Flag) decidable() error {
	switch f.Deviation.Severity {
	case policy.Block:
		return fault.New(fault.Conflict, fault.CodeFlagBlocks,
			"Rule %s blocks: nobody can decide it away; the record, the clause or the rule must change.", f.Deviation.Code)
	case policy.Notice:
		return fault.New(fault.Conflict, fault.CodeState, "Rule %s is a notice: there is nothing to decide.", f.Deviation.Code)
	}
	return nil
}

// mayDecide holds role and person against the flag: the rule names the role, and no author of what is judged decides on it.
func (f Flag) mayDecide(by actor.Actor) error {
	needed, known := role[f.Deviation.Decides]
	if !known || !by.Has(needed) {
		return fault.New(fault.Forbidden, fault.CodeForbidden, "Rule %s is decided by the role %s.", f.Deviation.Code, f.Deviation.Decides)
	}
	if slices.Contains(f.Authors, string(by.ID)) || (by.OnBehalfOf != "" && slices.Contains(f.Authors, by.OnBehalfOf)) {
		return fault.New(fault.Forbidden, fault.CodeFourEyes, "Whoever handed over or amended these terms does not decide on them: another person must.")
	}
	return nil
}

// check gives every fault of the answer itself.
func (a Answer) check() error {
	var faults []fault.Fault
	add := func(code fault.Code, pointer fault.Pointer, message string) {
		faults = append(faults, fault.Fault{Code: code, Pointer: pointer, Message: message})
	}
	if !slices.Contains(a.Verdict.Enum(), string(a.Verdict)) {
		add(fault.CodeNotAllowed, "/verdict", "A verdict is one of "+strings.Join(a.Verdict.Enum(), ", ")+".")
	}
	if a.Verdict != Clear && strings.TrimSpace(a.Comment) == "" {
		add(fault.CodeReasonMissing, "/comment", "A comment is required unless the flag is cleared as it is.")
	}
	if a.Verdict == ClearFallback && a.Position == "" {
		add(fault.CodeRequired, "/position", "To clear with a fallback, name its position.")
	}
	if a.Verdict != ClearFallback && a.Position != "" {
		add(fault.CodeNotAllowed, "/position", "A position belongs to the verdict cleared_with_fallback only.")
	}
	return fault.All(fault.CodeInvalidRecord, "The decision is at fault.", faults)
}

// stands refuses a decision on what is no longer, or not what was seen.
func (f Flag) stands(latest int, seen digest.Digest) error {
	switch {
	case f.Letter != latest:
		return fault.New(fault.Conflict, fault.CodeNotLatest, "The flag belongs to letter %d, and letter %d is the latest: decide on that one.", f.Letter, latest)
	case f.Decision != nil:
		return fault.New(fault.Conflict, fault.CodeFlagDecided, "The flag was decided already: a decision is never edited. Another one needs a new letter version.")
	case seen != f.Fingerprint:
		return fault.New(fault.Conflict, fault.CodeDigestMismatch, "The fingerprint is not that of the flag as it stands: read it again and decide on what it says now.")
	}
	return nil
}

// Facts are what of a decision stands in clear in its event. The comment is payload.
func (d Decision) Facts() json.RawMessage {
	raw, err := json.Marshal(map[string]any{
		"decision_id": d.ID, "flag_id": d.Flag, "code": d.Code, "verdict": d.Verdict, "position": d.Position, "letter_version": d.Letter,
	})
	if err != nil {
		panic("review: facts of a decision: " + err.Error()) // words and numbers only
	}
	return raw
}
