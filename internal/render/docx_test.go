package render_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/internal/render"
)

// docxParts unpacks a document and makes sure that every part is well formed.
func docxParts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(b)
		if !strings.HasPrefix(f.Name, "word/media/") {
			wellFormed(t, f.Name, b)
		}
	}
	return parts
}

func wellFormed(t *testing.T, name string, b []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// wordText gives the text of the main part; elements named in skip are left out.
func wordText(t *testing.T, part, skip string) string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(part))
	var b strings.Builder
	for {
		tok, err := d.Token()
		if err != nil {
			return squeeze(b.String())
		}
		switch x := tok.(type) {
		case xml.StartElement:
			if x.Name.Local == skip && skip != "" {
				_ = d.Skip()
			}
			if x.Name.Local == "p" || x.Name.Local == "br" {
				b.WriteByte(' ')
			}
		case xml.CharData:
			b.Write(x)
		}
	}
}

func TestDOCXSaysWhatTheTreeSays(t *testing.T) {
	r := newRenderer(t)
	for name, job := range variants() {
		out, err := r.DOCX(job)
		if err != nil {
			t.Fatal(err)
		}
		parts := docxParts(t, out)
		compare(t, name, wordText(t, parts["word/document.xml"], ""), wantText(&job.Document))
		again, err := newRenderer(t).DOCX(job)
		if err != nil || !bytes.Equal(out, again) {
			t.Errorf("%s: other bytes", name)
		}
	}
}

func TestDOCXTracksChanges(t *testing.T) {
	job := redlineJob()
	withLogo(t, &job)
	out, err := newRenderer(t).DOCX(job)
	if err != nil {
		t.Fatal(err)
	}
	main := docxParts(t, out)["word/document.xml"]
	for _, want := range []string{`<w:del w:id=`, `<w:delText xml:space="preserve">$185,000.00</w:delText>`, `<w:ins w:id=`, `<w:cantSplit/><w:del `, `<w:cantSplit/><w:ins `, `r:embed="logo"`} {
		if !strings.Contains(main, want) {
			t.Errorf("no %s", want)
		}
	}
	if got := wordText(t, main, "ins"); strings.Contains(got, "$190,000.00") || !strings.Contains(got, "$185,000.00") {
		t.Error("refusing all changes does not give the earlier letter")
	}
	if got := wordText(t, main, "del"); !strings.Contains(got, "$190,000.00") || strings.Contains(got, "$185,000.00") {
		t.Error("taking all changes does not give the later letter")
	}
}

// TestLibreOfficeOpensDOCX takes some ten seconds, so it runs with the long tests only.
func TestLibreOfficeOpensDOCX(t *testing.T) {
	if os.Getenv("VERBATIM_LONG") == "" {
		t.Skip("VERBATIM_LONG is not set")
	}
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("soffice is not installed")
	}
	dir := t.TempDir()
	if keep := os.Getenv("KEEP_LETTERS"); keep != "" {
		dir = keep
	}
	r := newRenderer(t)
	for name, job := range map[string]render.Job{"clean": sampleJob(), "changes": redlineJob()} {
		out, err := r.DOCX(job)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(file, out, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, form := range []string{"fodt", "pdf"} {
			tool(t, "soffice", "--headless", "-env:UserInstallation=file://"+dir+"/profile", "--convert-to", form, "--outdir", dir, file)
		}
	}
	changes, err := os.ReadFile(filepath.Join(dir, "changes.fodt"))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(changes, []byte("<text:changed-region")); n < 15 {
		t.Errorf("LibreOffice sees %d tracked changes", n)
	}
	clean, err := os.ReadFile(filepath.Join(dir, "clean.fodt"))
	if err != nil || bytes.Contains(clean, []byte("<text:changed-region")) || !bytes.Contains(clean, []byte("Łukasiewicz")) {
		t.Errorf("the clean letter: %v", err)
	}
}
