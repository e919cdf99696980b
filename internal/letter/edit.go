package letter

// Op is what an Edit does with its text.
type Op string

// The operations.
const (
	Keep   Op = "keep"
	Insert Op = "insert"
	Delete Op = "delete"
)

// Edit is a run of words that were kept, inserted or deleted between two wordings.
type Edit struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}
