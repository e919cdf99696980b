package pdffile

import (
	"fmt"
	"strconv"
	"sync"

	"github.com/klauspost/compress/zlib"

	_ "embed"
)

// srgb is a small sRGB profile (ICC version 2.1, matrix and curves), made by the program that its test holds.
//
//go:embed srgb.icc
var srgb []byte

// Profile gives the bytes of the output intent's colour profile.
func Profile() []byte { return srgb }

// Numbers of the objects that every file has. Fonts follow at fontBase, fontObjects each.
const (
	catalogNum = 1 + iota
	pagesNum
	infoNum
	resourcesNum
	structNum
	parentsNum
	metadataNum
	profileNum
	filespecNum
	fileNum
	imageNum
	outlineNum
	fontBase
)

const fontObjects = 7

// level is what page contents and the object stream are compressed with: level 6 makes files 3 % smaller and takes a
// fifth more time for the whole letter.
const level = 2

// writer puts one file together. Its memory serves the next one.
type writer struct {
	out   []byte
	body  []byte // of the object stream
	index []byte // of the object stream
	count int    // objects in the object stream
	xref  []entry
	next  int
	z     *zlib.Writer
	kids  [][]kid
	pageN []int // object number of each page
	nodeN []int // object number of each node, 0 when left out
	linkN [][]int
	file  *File
}

// entry is a line of the cross-reference: kind 1 with an offset, or kind 2 with the object stream's number and an index.
type entry struct {
	kind, a, b int
}

var writers = sync.Pool{New: func() any {
	z, err := zlib.NewWriterLevel(nil, level)
	if err != nil {
		panic(err) // the level is a constant
	}
	return &writer{z: z}
}}

// Write gives the bytes of a file.
func Write(f *File) []byte {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.reset(f)
	w.out = append(w.out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...)
	w.fonts()
	w.metadata()
	w.profile()
	w.attachment()
	w.image()
	w.pages()
	w.structure()
	w.links()
	w.outline()
	w.catalog()
	w.finish()
	return append(make([]byte, 0, len(w.out)), w.out...)
}

func (w *writer) reset(f *File) {
	w.file = f
	w.out, w.body, w.index, w.count = w.out[:0], w.body[:0], w.index[:0], 0
	w.next = fontBase
	for _, font := range f.Fonts {
		w.next = max(w.next, font.base()+fontObjects)
	}
	w.xref = append(w.xref[:0], make([]entry, w.next)...)
	w.pageN, w.nodeN, w.linkN = w.pageN[:0], w.nodeN[:0], w.linkN[:0]
	for i := range w.kids {
		w.kids[i] = w.kids[i][:0]
	}
	for len(w.kids) < len(f.Nodes) {
		w.kids = append(w.kids, nil)
	}
}

// take gives n object numbers in a row.
func (w *writer) take(n int) int {
	first := w.next
	w.next += n
	for range n {
		w.xref = append(w.xref, entry{})
	}
	return first
}

// Write collects compressed bytes: the writer is what its own compressor writes to.
func (w *writer) Write(b []byte) (int, error) {
	w.out = append(w.out, b...)
	return len(b), nil
}

func (w *writer) str(s string) { w.out = append(w.out, s...) }
func (w *writer) int(n int)    { w.out = strconv.AppendInt(w.out, int64(n), 10) }

// begin opens an object of its own.
func (w *writer) begin(num int) {
	w.xref[num] = entry{1, len(w.out), 0}
	w.int(num)
	w.str(" 0 obj\n")
}

// stream writes an object with a stream that is compressed already, or not at all.
func (w *writer) stream(num int, dict string, data []byte) {
	w.begin(num)
	w.str("<<")
	w.str(dict)
	w.str("/Length ")
	w.int(len(data))
	w.str(">>\nstream\n")
	w.out = append(w.out, data...)
	w.str("\nendstream\nendobj\n")
}

// deflated writes an object whose stream is compressed now. Room for the length is kept and filled in afterwards.
func (w *writer) deflated(num int, dict string, parts ...[]byte) {
	w.begin(num)
	w.str("<<")
	w.str(dict)
	w.str("/Filter/FlateDecode/Length ")
	at := len(w.out)
	w.str("          >>\nstream\n")
	start := len(w.out)
	w.z.Reset(w)
	for _, p := range parts {
		_, _ = w.z.Write(p) // Write above does not fail
	}
	_ = w.z.Close()
	strconv.AppendInt(w.out[at:at], int64(len(w.out)-start), 10)
	w.str("\nendstream\nendobj\n")
}

// object begins an object in the object stream; what follows is appended to w.body.
func (w *writer) object(num int) {
	w.xref[num] = entry{2, 0, w.count}
	w.index = strconv.AppendInt(w.index, int64(num), 10)
	w.index = append(w.index, ' ')
	w.index = strconv.AppendInt(w.index, int64(len(w.body)), 10)
	w.index = append(w.index, ' ')
	w.count++
}

func (w *writer) put(s string) { w.body = append(w.body, s...) }
func (w *writer) num(n int)    { w.body = strconv.AppendInt(w.body, int64(n), 10) }

// ref writes a reference to an object.
func (w *writer) ref(n int) {
	w.num(n)
	w.put(" 0 R")
}

// finish writes the object stream, the cross-reference stream and the end.
func (w *writer) finish() {
	objects := w.take(1)
	for i := range w.xref {
		if w.xref[i].kind == 2 && w.xref[i].a == 0 {
			w.xref[i].a = objects
		}
	}
	w.deflated(objects, "/Type/ObjStm/N "+strconv.Itoa(w.count)+"/First "+strconv.Itoa(len(w.index)), w.index, w.body)
	num := w.take(1)
	start := len(w.out)
	w.xref[num] = entry{1, start, 0}
	w.table(num)
	w.str("startxref\n")
	w.int(start)
	w.str("\n%%EOF\n")
}

// table writes the cross-reference stream. Its rows are as narrow as the file allows and not compressed: they take a few
// hundred bytes, and the tables of one more deflate block would take more time than they save.
func (w *writer) table(num int) {
	wide, deep := 2, 1
	if len(w.out) > 0xFFFF {
		wide = 3
	}
	if w.count > 0xFF {
		deep = 2
	}
	rows := w.body[:0]
	for _, e := range w.xref {
		rows = append(rows, byte(e.kind))
		for i := wide - 1; i >= 0; i-- {
			rows = append(rows, byte(e.a>>(8*i)))
		}
		for i := deep - 1; i >= 0; i-- {
			rows = append(rows, byte(e.b>>(8*i)))
		}
	}
	w.body = rows
	id := hexString(w.file.ID[:])
	w.stream(num, fmt.Sprintf("/Type/XRef/Size %d/W[1 %d %d]/Root 1 0 R/Info 3 0 R/ID[%s%s]", len(w.xref), wide, deep, id, id), rows)
}
