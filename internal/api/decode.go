package api

import (
	"encoding/json"

	"verbatim/internal/fault"
)

// The schemas of the small requests; records and revisions are judged by the corridor.
const (
	schemaRuling = "ruling/v1"
	schemaTold   = "told/v1"
	schemaKey    = "key/v1"
)

// decode judges a body by its schema, with every fault at once, and reads it.
func decode[T any](a *API, schema string, body []byte) (T, error) {
	var v T
	if faults := a.Validator.Validate(schema, body); len(faults) > 0 {
		return v, fault.All(fault.CodeInvalidRecord, "the request is at fault", faults)
	}
	if err := json.Unmarshal(body, &v); err != nil {
		return v, fault.New(fault.Unreadable, fault.CodeUnreadable, "the body cannot be read as this request").Because(err)
	}
	return v, nil
}
