package render

import (
	"bytes"
	"image"
	"image/color"
	"sync"

	"github.com/klauspost/compress/zlib"
	_ "golang.org/x/image/webp" // logos in WebP
	_ "image/jpeg"              // logos in JPEG
	_ "image/png"               // logos in PNG

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/render/layout"
	"verbatim/internal/render/pdffile"
)

// Bounds of a logo.
const (
	MaxLogoBytes  = 512 << 10
	MaxLogoPixels = 2_000_000
	logoShelfSize = 32
)

// logoShelf keeps decoded logos by digest.
type logoShelf struct {
	mu     sync.Mutex
	images map[digest.Digest]*pdffile.Image
}

// logo gives the letterhead's image, decoded once, and its size; nil and zero when there is none.
func (r *Renderer) logo(job *Job) (*pdffile.Image, layout.Image, error) {
	name := job.Document.Page.Letterhead.Logo
	if name == "" {
		return nil, layout.Image{}, nil
	}
	r.logos.mu.Lock()
	defer r.logos.mu.Unlock()
	im, ok := r.logos.images[name]
	if !ok {
		raw, given := job.Images[name]
		if !given || digest.Of(raw) != name {
			return nil, layout.Image{}, missingLogo()
		}
		var err error
		if im, err = decodeLogo(raw); err != nil {
			return nil, layout.Image{}, err
		}
		if r.logos.images == nil || len(r.logos.images) >= logoShelfSize {
			r.logos.images = map[digest.Digest]*pdffile.Image{}
		}
		r.logos.images[name] = im
	}
	return im, layout.Image{Width: im.Width, Height: im.Height}, nil
}

func missingLogo() error {
	return fault.New(fault.Internal, fault.CodeInternal, "the letterhead names a logo that the renderer was not given")
}

func badLogo() *fault.Error {
	return fault.New(fault.Invalid, fault.CodeFormat, "a logo must be a PNG, JPEG or WebP image of at most 512 KB and 2 million pixels")
}

// decodeLogo reads the pixels and lays them on white: a letter is paper, and PDF/A viewers differ on transparency.
func decodeLogo(raw []byte) (*pdffile.Image, error) {
	if len(raw) > MaxLogoBytes {
		return nil, badLogo()
	}
	head, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || head.Width <= 0 || head.Height <= 0 || head.Width > MaxLogoPixels/head.Height {
		return nil, badLogo().Because(err)
	}
	src, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, badLogo().Because(err)
	}
	b := src.Bounds()
	rgb := make([]byte, 0, 3*b.Dx()*b.Dy())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			rgb = append(rgb, onWhite(src.At(x, y))...)
		}
	}
	var out bytes.Buffer
	z, err := zlib.NewWriterLevel(&out, zlib.BestCompression)
	if err != nil {
		return nil, err
	}
	_, _ = z.Write(rgb) // a bytes.Buffer does not fail
	_ = z.Close()
	return &pdffile.Image{Width: b.Dx(), Height: b.Dy(), Data: out.Bytes()}, nil
}

func onWhite(c color.Color) []byte {
	r, g, b, a := c.RGBA()
	white := 0xFFFF - a
	return []byte{byte((r + white) >> 8), byte((g + white) >> 8), byte((b + white) >> 8)}
}
