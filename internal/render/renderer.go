package render

import (
	"fmt"
	"sync"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansbolditalic"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/sync/errgroup"

	"verbatim/internal/digest"
	"verbatim/internal/letter"
	"verbatim/internal/render/draw"
	"verbatim/internal/render/font"
	"verbatim/internal/render/layout"
	"verbatim/internal/render/pdffile"
)

// Version is the renderer's version: it is raised with every change that changes a byte of any file, so that a lock says
// which renderer its letter needs.
const Version = 2

// Options are what an installation may choose. The zero value is the bundled fonts and the standard design.
type Options struct {
	Fonts []FontFile   // an operator's own fonts, for characters that the bundled ones lack
	Style layout.Style // measures of the design; zero is layout.Standard
}

// FontFile is one TrueType file. Styles that are empty are drawn with Regular.
type FontFile struct {
	Regular, Bold, Italic, BoldItalic []byte
}

// Renderer holds parsed fonts and pools. It is safe for concurrent use and should be made once for each process.
type Renderer struct {
	style    layout.Style
	families []layout.Family
	pins     []digest.Pin
	benches  sync.Pool // of *bench
	fonts    fontShelf
	logos    logoShelf
}

// bench is the memory that one letter at a time is made in.
type bench struct {
	layout layout.Layout
	artist *draw.Artist
	file   pdffile.File
}

// Job is one paper to draw.
type Job struct {
	Document letter.Document
	Lock     digest.Digest            // the lock of the version; empty for a paper that is no version yet
	Terms    []byte                   // terms.json to attach; nil attaches nothing
	Images   map[digest.Digest][]byte // logos, as the Document names them
	Copy     string                   // watermark words of a marked copy, which is never stored; empty for the one clean PDF
	Against  *letter.Document         // an earlier version: every form then shows what came and went since; nil for a clean paper
	MaxPages int                      // 0 for a letter's 20 and MaxSize; a paper of more may hold 64 KB for each page
}

// New reads the fonts, an operator's whole. The error says which font is at fault and why.
func New(o Options) (*Renderer, error) {
	r := &Renderer{style: o.Style}
	if r.style == (layout.Style{}) {
		r.style = layout.Standard()
	}
	r.benches.New = func() any { return &bench{artist: draw.New()} }
	bundled := FontFile{liberationsansregular.TTF, liberationsansbold.TTF, liberationsansitalic.TTF, liberationsansbolditalic.TTF}
	for i, file := range append([]FontFile{bundled}, o.Fonts...) {
		read := font.Open
		if i == 0 {
			read = font.Bundled
		}
		family, err := openFamily(file, read)
		if err != nil {
			return nil, fmt.Errorf("font family %d: %w", i, err)
		}
		r.families = append(r.families, family)
	}
	r.pins = r.makePins()
	return r, nil
}

// openFamily reads the files of a family beside one another; the regular one stands for those that it lacks.
func openFamily(file FontFile, read func([]byte) (*font.File, error)) (layout.Family, error) {
	var f layout.Family
	var reading errgroup.Group
	for i, data := range [4][]byte{file.Regular, file.Bold, file.Italic, file.BoldItalic} {
		if i > 0 && len(data) == 0 {
			continue
		}
		reading.Go(func() (err error) {
			f[i], err = read(data)
			return err
		})
	}
	err := reading.Wait()
	for i := range f {
		if f[i] == nil {
			f[i] = f[0]
		}
	}
	return f, err
}
