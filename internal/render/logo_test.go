package render_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/render"
)

// picture is a round mark on a transparent ground.
func picture(w, h int) *image.NRGBA {
	im := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			dx, dy := x-h/2, y-h/2
			if dx*dx+dy*dy < h*h/4 {
				im.Set(x, y, color.NRGBA{31, 51, 84, 255})
			}
		}
	}
	return im
}

func pngOf(tb testing.TB, im image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func withLogo(tb testing.TB, job *render.Job) {
	tb.Helper()
	raw := pngOf(tb, picture(120, 60))
	job.Document.Page.Letterhead.Logo, job.Document.Page.Letterhead.Alt = digest.Of(raw), "Norden & Søn"
	job.Images = map[digest.Digest][]byte{digest.Of(raw): raw}
}

func TestLogoFormats(t *testing.T) {
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, picture(64, 64), nil); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		raw []byte
		ok  bool
	}{
		"png": {pngOf(t, picture(10, 10)), true}, "jpeg": {jpg.Bytes(), true}, "svg": {[]byte("<svg/>"), false},
		"cut": {pngOf(t, picture(10, 10))[:40], false}, "too many pixels": {pngOf(t, image.NewGray(image.Rect(0, 0, 2000, 1001))), false},
	} {
		job := sampleJob()
		job.Document.Page.Letterhead.Logo, job.Document.Page.Letterhead.Alt = digest.Of(c.raw), "mark"
		job.Images = map[digest.Digest][]byte{digest.Of(c.raw): c.raw}
		_, err := newRenderer(t).PDF(job)
		if (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: kind %s", name, fault.KindOf(err))
		}
	}
}

func TestLogoMustBeGivenAndBeWhatItsNameSays(t *testing.T) {
	job := sampleJob()
	withLogo(t, &job)
	for _, images := range []map[digest.Digest][]byte{nil, {job.Document.Page.Letterhead.Logo: []byte("other")}} {
		job.Images = images
		if _, err := newRenderer(t).PDF(job); fault.KindOf(err) != fault.Internal {
			t.Errorf("got %v", err)
		}
	}
}
