package pdffile

// kid is a child of a node, in reading order: another node, a marked content or a link.
type kid struct {
	kind kidKind
	n    int // node index, MCID, or annotation's object number
	page int
}

type kidKind uint8

const (
	nodeKid kidKind = iota
	contentKid
	linkKid
)

// structure writes the structure tree and the parent tree.
func (w *writer) structure() {
	w.hang()
	w.nodeN = w.nodeN[:0]
	for i := range w.file.Nodes {
		n := 0
		if i == 0 || w.isChild(i) {
			n = w.take(1)
		}
		w.nodeN = append(w.nodeN, n)
	}
	for i := range w.file.Nodes {
		if w.nodeN[i] > 0 {
			w.node(i)
		}
	}
	w.object(structNum)
	w.put("<</Type/StructTreeRoot/ParentTree 6 0 R/ParentTreeNextKey ")
	links := 0
	for i := range w.file.Pages {
		links += len(w.file.Pages[i].Links)
	}
	w.num(len(w.file.Pages) + links)
	w.put("/K ")
	w.ref(w.nodeN[0])
	w.put(">>")
	w.parents()
}

// hang gives every node its children in the order in which they are drawn: before a node's first content stands in the
// tree, every node before it does.
func (w *writer) hang() {
	done := 1
	upTo := func(node int) {
		for ; done <= node; done++ {
			p := w.file.Nodes[done].Parent
			w.kids[p] = append(w.kids[p], kid{nodeKid, done, 0})
		}
	}
	for i := range w.file.Pages {
		p := &w.file.Pages[i]
		for id, owner := range p.Owners {
			upTo(int(owner))
			w.kids[owner] = append(w.kids[owner], kid{contentKid, id, i})
		}
		for j := range p.Links {
			upTo(int(p.Links[j].Node))
			w.kids[p.Links[j].Node] = append(w.kids[p.Links[j].Node], kid{linkKid, w.linkN[i][j], i})
		}
	}
	upTo(len(w.file.Nodes) - 1)
}

// isChild says whether a node is kept: it has content, or a child that has, or is a cell, which a row needs even empty.
func (w *writer) isChild(i int) bool {
	if t := w.file.Nodes[i].Type; t == "TD" || t == "TH" {
		return true
	}
	for _, k := range w.kids[i] {
		if k.kind != nodeKid || w.isChild(k.n) {
			return true
		}
	}
	return false
}

func (w *writer) node(i int) {
	n := &w.file.Nodes[i]
	w.object(w.nodeN[i])
	w.put("<</S/")
	w.put(n.Type)
	w.put("/P ")
	if i == 0 {
		w.ref(structNum)
	} else {
		w.ref(w.nodeN[n.Parent])
	}
	if n.Attr != "" {
		w.put("/A")
		w.put(n.Attr)
	}
	if n.Lang != "" {
		w.put("/Lang")
		w.body = appendText(w.body, n.Lang)
	}
	if n.Alt != "" {
		w.put("/Alt")
		w.body = appendText(w.body, n.Alt)
	}
	w.children(w.kids[i])
	w.put(">>")
}

// children writes K. Content on the page of the first one is a plain number.
func (w *writer) children(kids []kid) {
	page := -1
	for _, k := range kids {
		if k.kind == contentKid {
			page = k.page
			w.put("/Pg ")
			w.ref(w.pageN[page])
			break
		}
	}
	w.put("/K[")
	for _, k := range kids {
		switch {
		case k.kind == nodeKid && w.nodeN[k.n] == 0:
			continue
		case k.kind == nodeKid:
			w.ref(w.nodeN[k.n])
		case k.kind == linkKid:
			w.put("<</Type/OBJR/Obj ")
			w.ref(k.n)
			w.put("/Pg ")
			w.ref(w.pageN[k.page])
			w.put(">>")
		case k.page == page:
			w.num(k.n)
		default:
			w.put("<</Type/MCR/Pg ")
			w.ref(w.pageN[k.page])
			w.put("/MCID ")
			w.num(k.n)
			w.put(">>")
		}
		w.put(" ")
	}
	w.put("]")
}

// parents writes the way back from marked contents and links to their nodes (ISO 32000-1, 14.7.4.4).
func (w *writer) parents() {
	w.object(parentsNum)
	w.put("<</Nums[")
	for i := range w.file.Pages {
		w.num(i)
		w.put("[")
		for _, owner := range w.file.Pages[i].Owners {
			w.ref(w.nodeN[owner])
			w.put(" ")
		}
		w.put("]")
	}
	key := len(w.file.Pages)
	for i := range w.file.Pages {
		for _, k := range w.file.Pages[i].Links {
			w.num(key)
			w.put(" ")
			w.ref(w.nodeN[k.Node])
			w.put(" ")
			key++
		}
	}
	w.put("]>>")
}
