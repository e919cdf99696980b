package render

import (
	"bytes"
	"io"
	"regexp"
	"slices"

	"github.com/klauspost/compress/zlib"

	"verbatim/internal/digest"
)

// Salvaged is what was found in a file that may be damaged, or saved again by another program.
type Salvaged struct {
	Terms [][]byte        // everything that looks like a terms.json, each once
	Locks []digest.Digest // the locks that metadata name, each once
}

// Bounds of what is looked through.
const (
	salvageStreams  = 4096
	salvageUnpacked = 32 << 20
)

var (
	lockInMetadata = regexp.MustCompile(`dc:identifier[^a-z0-9]{1,40}(sha256:[0-9a-f]{64})`)
	termsSchema    = []byte(`"terms/v`)
	streamWord     = []byte("stream")
)

// Salvage looks for attached terms and locks without trusting the file's own tables: it opens every stream that it can.
// It never fails; a file that says nothing gives nothing. What it finds proves nothing by itself.
func Salvage(pdf []byte) Salvaged {
	var s Salvaged
	left := salvageUnpacked
	s.note(pdf, false)
	at := 0
	for range salvageStreams {
		i := bytes.Index(pdf[at:], streamWord)
		if i < 0 || left <= 0 {
			break
		}
		start := at + i
		at = start + len(streamWord)
		if bytes.HasSuffix(pdf[:start], []byte("end")) {
			continue
		}
		data := unpacked(bytes.TrimLeft(pdf[at:], "\r\n"), left)
		left -= len(data)
		s.note(data, true)
	}
	return s
}

// unpacked gives what a stream holds, as far as it can be read, at most limit bytes.
func unpacked(from []byte, limit int) []byte {
	if z, err := zlib.NewReader(bytes.NewReader(from)); err == nil {
		data, _ := io.ReadAll(io.LimitReader(z, int64(limit))) // a damaged end leaves the beginning
		return data
	}
	end := bytes.Index(from, []byte("endstream"))
	return bytes.TrimRight(from[:max(end, 0)], "\r\n")
}

func (s *Salvaged) note(data []byte, stream bool) {
	for _, m := range lockInMetadata.FindAllSubmatch(data, 64) {
		if d := digest.Digest(m[1]); !slices.Contains(s.Locks, d) {
			s.Locks = append(s.Locks, d)
		}
	}
	isTerms := stream && bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{")) && bytes.Contains(data[:min(len(data), 4096)], termsSchema)
	if isTerms && !slices.ContainsFunc(s.Terms, func(t []byte) bool { return bytes.Equal(t, data) }) {
		s.Terms = append(s.Terms, data)
	}
}
