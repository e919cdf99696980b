package desk

import (
	"encoding/json"
	"fmt"

	"verbatim/internal/letter"
)

// attachmentSchema names the form of terms.json.
const attachmentSchema = "terms/v1"

// attachmentOf is terms.json: what a document of a version says about itself, and nothing of the envelope.
func attachmentOf(v letter.Version, document string) ([]byte, error) {
	sheet, err := v.Written.SheetJSON()
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(letter.Attachment{
		Schema: attachmentSchema, Document: document, Number: v.Number, LetterDate: v.Lock.LetterDate, Lock: v.LockDigest, Sheet: sheet, Terms: v.Written.Leaves,
	})
	if err != nil {
		return nil, fmt.Errorf("terms.json: %w", err)
	}
	return raw, nil
}
