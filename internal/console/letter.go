package console

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"verbatim/internal/actor"
	"verbatim/internal/offer"
)

// letterHTML is the letter as an article of the page: its headings one level down, a numbered mark at each flag's clause.
// The renderer escapes every value, so what it gives is safe as it stands.
func (c *Console) letterHTML(ctx context.Context, k *call, id offer.ID, n int, flags []flagView) (template.HTML, error) {
	whole, err := c.Desk.HTML(ctx, k.by, id, n, "")
	if err != nil {
		return "", err
	}
	return markedArticle(whole, flags), nil
}

// lower makes room for the page's own heading above those of the letter.
var lower = strings.NewReplacer("<h3", "<h4", "</h3>", "</h4>", "<h2", "<h3", "</h2>", "</h3>", "<h1", "<h2", "</h1>", "</h2>")

func markedArticle(whole []byte, flags []flagView) template.HTML {
	from, to := bytes.Index(whole, []byte("<article")), bytes.LastIndex(whole, []byte("</article>"))
	if from < 0 || to < from {
		return ""
	}
	article := lower.Replace(string(whole[from : to+len("</article>")]))
	for _, f := range flags {
		article = mark(article, f)
	}
	return template.HTML(article) //nolint:gosec // made by the renderer, which escapes
}

// mark puts a flag's number at its clause. In front of a list or a table it stands before, in a paragraph or heading inside.
func mark(article string, f flagView) string {
	at := -1
	if f.Anchor != "" {
		at = strings.Index(article, ` id="`+f.Anchor+`"`)
		if at < 0 {
			at = strings.Index(article, ` id="`+f.Anchor+`-`)
		}
	}
	if at < 0 {
		return article
	}
	start := strings.LastIndex(article[:at], "<")
	end := at + strings.Index(article[at:], ">") + 1
	link := fmt.Sprintf(`<a class="mark-link" href="#flag-%d" id="at-%d"><span class="spoken">%s </span>%d</a>`, f.Number, f.Number, wordFlag, f.Number)
	if tag := article[start+1 : at]; strings.HasPrefix(tag, "p") || strings.HasPrefix(tag, "h") {
		return article[:end] + link + article[end:]
	}
	return article[:start] + link + article[start:]
}

// names remembers what people are called. A person's name never changes once it is known.
type names struct{ known sync.Map }

// name is what a person is called; the id itself where nobody of that id is known.
func (c *Console) name(ctx context.Context, id string) string {
	if id == "" || id == string(actor.Clock().ID) {
		return id
	}
	if known, ok := c.names.known.Load(id); ok {
		return known.(string)
	}
	p, err := c.Desk.Store.Person(ctx, actor.ID(id))
	if err != nil {
		return id
	}
	c.names.known.Store(id, p.Name)
	return p.Name
}
