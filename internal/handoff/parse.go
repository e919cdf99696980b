package handoff

import (
	"bytes"
	"encoding/json"

	"verbatim/internal/fault"
	"verbatim/internal/strictjson"
	"verbatim/internal/terms"
)

// Validator judges raw JSON by a named schema: every fault at once, none when it is valid. Package schema's Set is one.
type Validator interface {
	Validate(schema string, raw []byte) []fault.Fault
}

// Parse reads a record from the bytes that were sent. It fails with one *fault.Error that holds every fault: of kind
// Unreadable or TooLarge when the bytes are no JSON that can be trusted, of kind Invalid when they are no record. Faults
// of the schema come alone; the cross-field checks run on what has the right form.
func Parse(raw []byte, v Validator) (Record, error) {
	if faults := v.Validate(Schema, raw); len(faults) > 0 {
		return Record{}, refuse(raw, faults)
	}
	r, err := decode(raw)
	if err != nil {
		// The schema lets through nothing that the types refuse; a fuzz test looks for the exception.
		return Record{}, fault.New(fault.Invalid, fault.CodeInvalidRecord, "the record does not have the form of %s", Schema).Because(err)
	}
	return r, fault.All(fault.CodeInvalidRecord, message, check(r, v))
}

const message = "the record is at fault"

// refuse makes the error of faults that the validator found.
func refuse(raw []byte, faults []fault.Fault) error {
	if kind := strictjson.KindOf(faults[0].Code); kind != fault.Invalid {
		return &fault.Error{Kind: kind, Code: faults[0].Code, Message: "the request cannot be read", Faults: faults}
	}
	if root, more := strictjson.Read(raw, strictjson.Body); len(more) == 0 {
		for i := range faults {
			faults[i].Term = string(termOf(root, faults[i].Pointer))
		}
	}
	return fault.All(fault.CodeInvalidRecord, message, faults)
}

func decode(raw []byte) (r Record, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	return r, d.Decode(&r)
}

// Revalidate gives the faults of a record that did not come from bytes, such as one with amendments applied: the
// cross-field checks only. Its faults name terms; there are no bytes to point into.
func Revalidate(r Record) []fault.Fault { return unpointed(check(r, nil)) }

// Conforms is Revalidate and the schema: whether a record that was changed in memory is still one.
func Conforms(r Record, v Validator) []fault.Fault {
	raw, err := json.Marshal(r)
	if err != nil {
		return []fault.Fault{{Code: fault.CodeInvalidRecord, Message: "the record cannot be written as JSON"}}
	}
	if faults := v.Validate(Schema, raw); len(faults) > 0 {
		root, _ := strictjson.Read(raw, strictjson.Body)
		for i := range faults {
			faults[i].Term = string(termOf(root, faults[i].Pointer))
		}
		return unpointed(faults)
	}
	return unpointed(check(r, v))
}

// unpointed leaves the term alone where there is one, since the pointer counts items of a list that nobody sent.
func unpointed(faults []fault.Fault) []fault.Fault {
	for i := range faults {
		if faults[i].Term != "" {
			faults[i].Pointer = ""
		}
	}
	return faults
}

// compared says whether a term can lie at or below p: the rest of the record is the envelope.
func compared(p terms.Pointer) bool {
	return p.Family() != "" || p.Under("/candidate/name") || p.Under("/employer/entity")
}
