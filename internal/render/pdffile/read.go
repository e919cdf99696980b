package pdffile

import (
	"bytes"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/klauspost/compress/zlib"
)

// Bounds of what is read: a letter is at most 1 MB, and what it unpacks to is bounded too.
const (
	maxObjects  = 1 << 16
	maxUnpacked = 64 << 20
)

// Doc is a file that was read.
type Doc struct {
	Trailer  Dict
	data     []byte
	places   map[int]entry
	values   map[int]Value
	streams  map[int][]Value // objects of each object stream
	numbers  map[int][]int
	unpacked int
}

// Read takes a file apart that Write made, or one like it: a single revision with a cross-reference stream. It fails with
// ErrRead.
func Read(data []byte) (*Doc, error) {
	d := &Doc{data: data, places: map[int]entry{}, values: map[int]Value{}, streams: map[int][]Value{}, numbers: map[int][]int{}}
	tail := data[max(0, len(data)-64):]
	i := bytes.LastIndex(tail, []byte("startxref\n"))
	if !bytes.HasPrefix(data, []byte("%PDF-1.")) || i < 0 {
		return nil, ErrRead
	}
	l := lexer{b: tail, at: i + len("startxref\n")}
	start, err := strconv.Atoi(l.word())
	if err != nil || start <= 0 || start >= len(data) || string(tail[l.at:]) != "\n%%EOF\n" {
		return nil, ErrRead
	}
	table, err := d.streamAt(start)
	if err != nil {
		return nil, err
	}
	d.Trailer = table.Dict
	return d, d.readTable(table)
}

func (d *Doc) readTable(s *Stream) error {
	size, ok := s.Dict["Size"].(int)
	w, _ := s.Dict["W"].(Array)
	if !ok || size <= 0 || size > maxObjects || len(w) != 3 || s.Dict["Prev"] != nil || s.Dict["Index"] != nil {
		return ErrRead
	}
	var widths [3]int
	sum := 0
	for i := range w {
		n, ok := w[i].(int)
		if !ok || n < 1 || n > 4 {
			return ErrRead
		}
		widths[i] = n
		sum += n
	}
	rows, err := d.Unpack(s)
	if err != nil || len(rows) != sum*size {
		return ErrRead
	}
	for i := range size {
		var fields [3]int
		for j, n := range widths {
			for ; n > 0; n-- {
				fields[j] = fields[j]<<8 | int(rows[0])
				rows = rows[1:]
			}
		}
		if e := (entry{fields[0], fields[1], fields[2]}); e.kind == 1 || e.kind == 2 {
			d.places[i] = e
		}
	}
	return nil
}

// streamAt reads the object at an offset, which must be a stream.
func (d *Doc) streamAt(at int) (*Stream, error) {
	_, v, err := d.objectAt(at)
	if s, ok := v.(*Stream); ok && err == nil {
		return s, nil
	}
	return nil, ErrRead
}

func (d *Doc) objectAt(at int) (int, Value, error) {
	if at < 0 || at >= len(d.data) {
		return 0, nil, ErrRead
	}
	l := lexer{b: d.data, at: at}
	num, err := strconv.Atoi(l.word())
	if err != nil || !l.skip("0") || !l.skip("obj") {
		return 0, nil, ErrRead
	}
	v, err := l.value(0)
	if err != nil {
		return 0, nil, err
	}
	dict, ok := v.(Dict)
	if !ok || !l.skip("stream\n") {
		return num, v, nil
	}
	n, ok := dict["Length"].(int)
	if !ok || n < 0 || n > len(d.data)-l.at {
		return 0, nil, ErrRead
	}
	raw := d.data[l.at : l.at+n]
	l.at += n
	if !l.skip("endstream") {
		return 0, nil, ErrRead
	}
	return num, &Stream{dict, raw}, nil
}

// Unpack gives a stream's data, inflated when they are compressed.
func (d *Doc) Unpack(s *Stream) ([]byte, error) {
	switch s.Dict["Filter"] {
	case nil:
		return s.Raw, nil
	case Name("FlateDecode"):
	default:
		return nil, ErrRead
	}
	z, err := zlib.NewReader(bytes.NewReader(s.Raw))
	if err != nil {
		return nil, ErrRead
	}
	out, err := io.ReadAll(io.LimitReader(z, int64(maxUnpacked-d.unpacked)+1))
	d.unpacked += len(out)
	if err != nil || d.unpacked > maxUnpacked {
		return nil, ErrRead
	}
	return out, nil
}

// Get resolves references; nil for an object that does not exist or cannot be read.
func (d *Doc) Get(v Value) Value {
	for range maxDepth {
		r, ok := v.(Ref)
		if !ok {
			return v
		}
		v = d.object(int(r))
	}
	return nil
}

func (d *Doc) object(n int) Value {
	if v, ok := d.values[n]; ok {
		return v
	}
	e, ok := d.places[n]
	if !ok {
		return nil
	}
	var v Value
	if e.kind == 1 {
		num, read, err := d.objectAt(e.a)
		if err == nil && num == n {
			v = read
		}
	} else {
		v = d.packed(e.a, e.b, n)
	}
	d.values[n] = v
	return v
}

// packed gives object n out of an object stream.
func (d *Doc) packed(stream, index, n int) Value {
	values, ok := d.streams[stream]
	if !ok {
		d.streams[stream] = nil // a stream that contains itself finds nothing
		values = d.openStream(stream)
		d.streams[stream] = values
	}
	if index >= len(values) || d.numbers[stream][index] != n {
		return nil
	}
	return values[index]
}

func (d *Doc) openStream(stream int) []Value {
	e := d.places[stream]
	if e.kind != 1 {
		return nil
	}
	s, err := d.streamAt(e.a)
	if err != nil {
		return nil
	}
	b, err := d.Unpack(s)
	count, ok := s.Dict["N"].(int)
	first, fine := s.Dict["First"].(int)
	if err != nil || !ok || !fine || count < 0 || count > maxObjects || first < 0 || first > len(b) {
		return nil
	}
	head := lexer{b: b[:first]}
	var values []Value
	var numbers []int
	for range count {
		num, _ := head.value(0)
		offset, _ := head.value(0)
		n, ok := num.(int)
		at, fine := offset.(int)
		if !ok || !fine || at < 0 || at > len(b)-first {
			return nil
		}
		l := lexer{b: b, at: first + at}
		v, err := l.value(0)
		if err != nil {
			return nil
		}
		values, numbers = append(values, v), append(numbers, n)
	}
	d.numbers[stream] = numbers
	return values
}

// Numbers gives the numbers of all objects of the file, in order.
func (d *Doc) Numbers() []int { return slices.Sorted(maps.Keys(d.places)) }

// Dict resolves a value to a dictionary, that of a stream included; nil when it is none.
func (d *Doc) Dict(v Value) Dict {
	switch x := d.Get(v).(type) {
	case Dict:
		return x
	case *Stream:
		return x.Dict
	}
	return nil
}

// Catalog is the root of the file.
func (d *Doc) Catalog() Dict { return d.Dict(d.Trailer["Root"]) }

// Embedded gives the attachment of that name and the lock that the metadata names, which may be empty. It fails with
// ErrRead when there is no such attachment.
func (d *Doc) Embedded(name string) (data []byte, lock string, err error) {
	names, _ := d.Get(d.Dict(d.Dict(d.Catalog()["Names"])["EmbeddedFiles"])["Names"]).(Array)
	for i := 0; i+1 < len(names); i += 2 {
		if d.Get(names[i]) != String(name) {
			continue
		}
		s, ok := d.Get(d.Dict(d.Dict(names[i+1])["EF"])["F"]).(*Stream)
		if !ok {
			break
		}
		data, err = d.Unpack(s)
		return data, d.lock(), err
	}
	return nil, "", ErrRead
}

func (d *Doc) lock() string {
	s, ok := d.Get(d.Catalog()["Metadata"]).(*Stream)
	if !ok {
		return ""
	}
	_, after, _ := bytes.Cut(s.Raw, []byte(lockOpen))
	lock, _, found := bytes.Cut(after, []byte(lockClose))
	if !found {
		return ""
	}
	return string(lock)
}
