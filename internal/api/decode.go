package api

import (
	"encoding/json"

	"verbatim/internal/fault"
	"verbatim/internal/strictjson"
)

// judge holds a body against the schema of its route: every fault at once. Records are judged by the corridor.
func (a *API) judge(c *call) error {
	faults := a.Validator.Validate(c.route.Schema, c.body)
	if len(faults) == 0 {
		return nil
	}
	kind := strictjson.KindOf(faults[0].Code)
	if kind == fault.Invalid {
		return fault.All(fault.CodeInvalidRequest, "the request is at fault", faults)
	}
	return &fault.Error{Kind: kind, Code: faults[0].Code, Message: "the body cannot be read", Faults: faults}
}

// decode judges a body and reads it.
func decode[T any](a *API, c *call) (v T, err error) {
	if err := a.judge(c); err != nil {
		return v, err
	}
	if err := json.Unmarshal(c.body, &v); err != nil {
		return v, fault.New(fault.Unreadable, fault.CodeUnreadable, "the body cannot be read as this request").Because(err)
	}
	return v, nil
}
