package diffview

import (
	"bytes"
	_ "embed"
	"html/template"

	"verbatim/internal/desk"
)

//go:embed page.html
var page string

var pageTemplate = template.Must(template.New("differences").Parse(page))

// HTML is the comparison as a complete page: no script, nothing loaded from elsewhere, one style element. A row is one
// sentence to a screen reader, a block at 320 px, and never told by colour alone.
func HTML(d desk.Difference) ([]byte, error) {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, Of(d)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
