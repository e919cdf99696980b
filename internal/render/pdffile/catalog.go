package pdffile

import "strconv"

// catalog writes the root and the document information.
func (w *writer) catalog() {
	f := w.file
	w.object(catalogNum)
	w.put("<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R/StructTreeRoot 5 0 R/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/Lang")
	w.body = appendText(w.body, f.Language)
	w.put("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)/DestOutputProfile 8 0 R>>]")
	if len(f.Outline) > 0 {
		w.put("/Outlines 12 0 R")
	}
	if a := f.Attachment; a != nil {
		w.put("/AF[9 0 R]/Names<</EmbeddedFiles<</Names[")
		w.body = appendText(w.body, a.Name)
		w.put("9 0 R]>>>>")
	}
	w.put(">>")
	w.object(infoNum)
	w.put("<</Title")
	w.body = appendText(w.body, f.Title)
	w.put("/Producer")
	w.body = appendText(w.body, f.Producer)
	date := w.date()
	w.put("/CreationDate(" + date + ")/ModDate(" + date + ")>>")
}

// date is the letter's day at 00:00 UTC (ISO 32000-1, 7.9.4).
func (w *writer) date() string {
	d := w.file.Date.String()
	return "D:" + d[:4] + d[5:7] + d[8:10] + "000000+00'00'"
}

func (w *writer) profile() {
	w.stream(profileNum, "/N 3/Filter/FlateDecode", compressedProfile())
}

// smallFile is below what compression is worth: the tables of a deflate block cost more time than they save bytes.
const smallFile = 400

// attachment writes the associated file (ISO 19005-3, 6.8).
func (w *writer) attachment() {
	a := w.file.Attachment
	if a == nil {
		return
	}
	dict := "/Type/EmbeddedFile/Subtype/" + nameOf(a.Type) + "/Params<</Size " + strconv.Itoa(len(a.Data)) + "/ModDate(" + w.date() + ")>>"
	if len(a.Data) < smallFile {
		w.stream(fileNum, dict, a.Data)
	} else {
		w.deflated(fileNum, dict, a.Data)
	}
	w.object(filespecNum)
	w.put("<</Type/Filespec/AFRelationship/Data/F")
	w.body = appendText(w.body, a.Name)
	w.put("/UF")
	w.body = appendText(w.body, a.Name)
	w.put("/Desc")
	w.body = appendText(w.body, a.Text)
	w.put("/EF<</F 10 0 R/UF 10 0 R>>>>")
}

// nameOf escapes a media type as a name.
func nameOf(s string) string {
	out := make([]byte, 0, len(s)+2)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c > ' ' && c < 0x7F && c != '/' && c != '#' && c != '(' && c != ')' && c != '<' && c != '>' && c != '[' && c != ']' && c != '{' && c != '}' && c != '%' {
			out = append(out, c)
			continue
		}
		out = append(out, '#', hexDigits[c>>4], hexDigits[c&15])
	}
	return string(out)
}

// outline writes the bookmarks as a tree by level.
func (w *writer) outline() {
	entries := w.file.Outline
	if len(entries) == 0 {
		return
	}
	base := w.take(len(entries))
	tree := newTree(entries)
	w.object(outlineNum)
	w.put("<</Type/Outlines/First ")
	w.ref(base + tree.first)
	w.put("/Last ")
	w.ref(base + tree.last)
	w.put("/Count ")
	w.num(len(entries))
	w.put(">>")
	for i := range entries {
		w.bookmark(entries, tree, i, base)
	}
}

func (w *writer) bookmark(entries []Entry, t tree, i, base int) {
	n := t.nodes[i]
	w.object(base + i)
	w.put("<</Title")
	w.body = appendText(w.body, entries[i].Text)
	w.put("/Parent ")
	if n.parent < 0 {
		w.ref(outlineNum)
	} else {
		w.ref(base + n.parent)
	}
	for _, link := range []struct {
		name string
		to   int
	}{{"/Prev ", n.prev}, {"/Next ", n.next}, {"/First ", n.first}, {"/Last ", n.last}} {
		if link.to >= 0 {
			w.put(link.name)
			w.ref(base + link.to)
		}
	}
	if n.count > 0 {
		w.put("/Count ")
		w.num(n.count)
	}
	w.put("/Dest[")
	w.ref(w.pageN[w.pageOf(entries[i].Node)])
	w.put(" /Fit]>>")
}

// pageOf is the page on which a node's first content stands.
func (w *writer) pageOf(node int32) int {
	for _, k := range w.kids[node] {
		if k.kind == contentKid {
			return k.page
		}
	}
	return 0
}

// tree is the shape of the bookmarks: for each entry its neighbours, -1 for none, and how many entries lie below it.
type tree struct {
	nodes       []treeNode
	first, last int
}

type treeNode struct {
	parent, prev, next, first, last, count int
}

func newTree(entries []Entry) tree {
	t := tree{nodes: make([]treeNode, len(entries)), last: -1}
	var open []int // the path to the entry before
	for i, e := range entries {
		for len(open) > 0 && entries[open[len(open)-1]].Level >= e.Level {
			open = open[:len(open)-1]
		}
		n := treeNode{parent: -1, prev: t.last, next: -1, first: -1, last: -1}
		if len(open) > 0 {
			n.parent = open[len(open)-1]
			n.prev = t.nodes[n.parent].last
		}
		t.nodes[i] = n
		t.join(i)
		open = append(open, i)
	}
	return t
}

func (t *tree) join(i int) {
	n := t.nodes[i]
	if n.prev >= 0 {
		t.nodes[n.prev].next = i
	}
	if n.parent < 0 {
		t.last = i
		return
	}
	p := &t.nodes[n.parent]
	if p.first < 0 {
		p.first = i
	}
	p.last = i
	for up := n.parent; up >= 0; up = t.nodes[up].parent {
		t.nodes[up].count++
	}
}
