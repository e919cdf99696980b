package handoff

import (
	"encoding/json"
	"fmt"
)

// Stored reads a record that was accepted before, leniently: a field that this program does not know is left out, so that
// a record of a newer program can still be read.
func Stored(raw []byte) (Record, error) {
	var r Record
	if err := json.Unmarshal(raw, &r); err != nil {
		return Record{}, fmt.Errorf("stored record: %w", err)
	}
	return r, nil
}
