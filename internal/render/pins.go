package render

import (
	"fmt"

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/render/pdffile"
)

// Pins names what the bytes of every letter depend on besides the letter itself: fonts, colour profile and the renderer
// with its design.
func (r *Renderer) Pins() []digest.Pin { return append([]digest.Pin(nil), r.pins...) }

// Reproduces says whether this renderer makes the same bytes that a lock with these pins once gave. Pins of other kinds
// than fonts, profile and renderer are passed over. The error is a fault.Error that names the renderer version that is
// needed: the stored bytes are the ones to use then.
func (r *Renderer) Reproduces(pins []digest.Pin) error {
	own := map[string]digest.Digest{}
	for _, p := range r.pins {
		own[p.Kind+" "+p.ID] = p.Digest
	}
	version := 0
	same := true
	for _, p := range pins {
		switch p.Kind {
		case "renderer":
			version = p.Version
		case "font", "icc":
		default:
			continue
		}
		same = same && own[p.Kind+" "+p.ID] == p.Digest
	}
	if same {
		return nil
	}
	return fault.New(fault.Conflict, fault.CodeState, "the letter was drawn by renderer version %d with other fonts or another design than this one, version %d: its stored file is the letter", version, Version)
}

func (r *Renderer) makePins() []digest.Pin {
	var pins []digest.Pin
	seen := map[digest.Digest]bool{}
	for _, family := range r.families {
		for _, file := range family {
			if !seen[file.Digest] {
				seen[file.Digest] = true
				pins = append(pins, digest.Pin{Kind: "font", ID: file.Name, Digest: file.Digest})
			}
		}
	}
	design := digest.Of(fmt.Appendf(nil, "verbatim renderer %d %+v", Version, r.style))
	return append(pins,
		digest.Pin{Kind: "icc", ID: "srgb", Digest: digest.Of(pdffile.Profile())},
		digest.Pin{Kind: "renderer", ID: "verbatim", Version: Version, Digest: design})
}
