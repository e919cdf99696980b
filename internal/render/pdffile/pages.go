package pdffile

import "strconv"

// pages writes page contents, pages and their resources. Each page names its resources itself (ISO 19005-3, 6.2.2).
func (w *writer) pages() {
	f := w.file
	content := w.take(len(f.Pages))
	for range f.Pages {
		w.pageN = append(w.pageN, w.take(1))
	}
	for i := range f.Pages {
		w.deflated(content+i, "", f.Pages[i].Content)
	}
	w.takeLinks()
	for i := range f.Pages {
		w.page(i, content+i)
	}
	w.object(pagesNum)
	w.put("<</Type/Pages/Count ")
	w.num(len(f.Pages))
	w.put("/Kids[")
	for _, n := range w.pageN {
		w.ref(n)
		w.put(" ")
	}
	w.put("]>>")
	w.resources()
}

func (w *writer) page(i, content int) {
	w.object(w.pageN[i])
	w.put("<</Type/Page/Parent 2 0 R/MediaBox[0 0 ")
	w.body = appendPoints(w.body, w.file.Width)
	w.put(" ")
	w.body = appendPoints(w.body, w.file.Height)
	w.put("]/Resources 4 0 R/Tabs/S/StructParents ")
	w.num(i)
	w.put("/Contents ")
	w.ref(content)
	if n := len(w.file.Pages[i].Links); n > 0 {
		w.put("/Annots[")
		for _, a := range w.linkN[i] {
			w.ref(a)
			w.put(" ")
		}
		w.put("]")
	}
	w.put(">>")
}

func (w *writer) resources() {
	w.object(resourcesNum)
	w.put("<</Font<<")
	for _, f := range w.file.Fonts {
		w.put("/F")
		w.num(f.number)
		w.put(" ")
		w.ref(f.base())
	}
	w.put(">>")
	if w.file.Image != nil {
		w.put("/XObject<</Logo 11 0 R>>")
	}
	w.put(">>")
}

func (w *writer) image() {
	if im := w.file.Image; im != nil {
		w.stream(imageNum, "/Type/XObject/Subtype/Image/Width "+strconv.Itoa(im.Width)+"/Height "+strconv.Itoa(im.Height)+
			"/ColorSpace/DeviceRGB/BitsPerComponent 8/Interpolate false/Filter/FlateDecode", im.Data)
	}
}

// takeLinks numbers the link annotations of all pages.
func (w *writer) takeLinks() {
	for i := range w.file.Pages {
		var nums []int
		for range w.file.Pages[i].Links {
			nums = append(nums, w.take(1))
		}
		w.linkN = append(w.linkN, nums)
	}
}

// links writes the annotations. Each says in words where it leads (ISO 14289-1, 7.18.5) and is printed (ISO 19005-3, 6.3.2).
func (w *writer) links() {
	parent := len(w.file.Pages)
	for i := range w.file.Pages {
		for j := range w.file.Pages[i].Links {
			k := &w.file.Pages[i].Links[j]
			w.object(w.linkN[i][j])
			w.put("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[")
			for _, v := range [...]int{k.Left, k.Bottom, k.Right, k.Top} {
				w.body = append(appendPoints(w.body, v), ' ')
			}
			w.put("]/Contents")
			w.body = appendText(w.body, k.Text)
			w.put("/A<</S/URI/URI")
			w.body = appendText(w.body, k.URI)
			w.put(">>/StructParent ")
			w.num(parent)
			w.put(">>")
			parent++
		}
	}
}
