import { describe, expect, it } from 'vitest';
import { parseXml } from './parse-xml.ts';
import { attributeOf, rawText, type XmlElement } from './xml-node.ts';

function rootOf(xml: string): XmlElement {
  const parsed = parseXml(xml);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  return parsed.document.root;
}

function faultIn(xml: string): string {
  const parsed = parseXml(xml);
  return parsed.ok ? 'none' : `${parsed.fault.line}:${parsed.fault.column} ${parsed.fault.message}`;
}

describe('reading XML', () => {
  it('resolves the five names and numbers, and leaves figures and white space as they stand', () => {
    expect(rawText(rootOf('<a> &lt;&gt;&amp;&quot;&apos;&#65;&#x1F600; 007 0.10\t\n</a>'))).toBe(' <>&"\'A😀 007 0.10\t\n');
    expect(attributeOf(rootOf('<a x="&#10;&amp;lt; 007"/>'), 'x')).toBe('\n&lt; 007');
  });

  it('resolves a reference once: what it gives is text', () => {
    expect(rawText(rootOf('<a>&amp;amp; &#38;lt;</a>'))).toBe('&amp; &lt;');
  });

  it('joins text and CDATA, in which markup is text', () => {
    expect(rawText(rootOf('<a>one <![CDATA[<!DOCTYPE x> & ]] ]]>two<![CDATA[]]></a>'))).toBe('one <!DOCTYPE x> & ]] two');
  });

  it('has one kind of line end, and keeps a carriage return that is written by number', () => {
    expect(rawText(rootOf('<a>1\r\n2\r3\n4&#13;</a>'))).toBe('1\n2\n3\n4\r');
    expect(attributeOf(rootOf('<a x="1\r\n2\t3"/>'), 'x')).toBe('1 2 3');
  });

  it('takes a byte order mark, an empty first line, names in any script and comments around the root', () => {
    const parsed = parseXml('\uFEFF\n<?xml version="1.0" encoding="utf-8"?><!-- a --><größe 名="1"/><?later x?>');
    expect(parsed).toMatchObject({
      ok: true,
      document: {
        before: [{ kind: 'comment', text: ' a ' }],
        root: { name: 'größe', attributes: [{ name: '名', value: '1' }] },
        after: [{ kind: 'instruction', target: 'later', text: 'x' }],
      },
    });
  });

  it('knows where each element stands, with every kind of line end', () => {
    const parsed = parseXml('<a>\r\n\t<b/>\r  <c\n x="1"/>\n😀<d/></a>');
    if (!parsed.ok) throw new Error('refused');
    const places = parsed.document.root.children
      .filter((node) => node.kind === 'element')
      .map(({ name, offset }) => ({ name, ...parsed.faultAt(offset, '') }));
    expect(places).toMatchObject([
      { name: 'b', line: 2, column: 2 },
      { name: 'c', line: 3, column: 3 },
      { name: 'd', line: 5, column: 3 },
    ]);
  });
});

describe('what is no XML', () => {
  it.each([
    ['mismatched tags', '<a>\n <b>x</c>\n</a>', '2:6 </c> stands where </b> must close'],
    ['an element that is never closed', '<a>\n  <b>x\n', '2:3 <b> is never closed'],
    ['a tag that is never closed', '<a>\n  <b x="1"\n', '2:3 <b is never closed by >'],
    ['an attribute twice', '<a>\n <b x="1"\n x="2"/></a>', '2:2 <b> has the attribute x twice'],
    ['an attribute without a value', '<a>\n <b x/></a>', '2:2 the attribute x must have a value in quotes'],
    ['an attribute without quotes', '<a x=1/>', '1:1 the attribute x must have a value in quotes'],
    ['attributes side by side', '<a x="1"y="2"/>', '1:1 <a> must have a space before each attribute'],
    ['an attribute that swallows the file', '<a x="1><b/></a>', '1:1 the attribute x is never closed by "'],
    ['a tag inside an attribute', '<a x="<b>"/>', '1:1 the attribute x must write < as &lt;'],
    ['a bare ampersand', '<a>\nyou & me</a>', '2:5 a bare & must be written &amp;'],
    ['a name that only HTML knows', '<a>&nbsp;</a>', '1:4 &nbsp; is not known here: write the character itself'],
    ['a name that JavaScript knows', '<a>&constructor;</a>', '1:4 &constructor; is not known here: write the character itself'],
    ['a number that is no number', '<a>&#xZZ;</a>', '1:4 &#xZZ; is not a character that XML allows'],
    ['the number of NUL', '<a>&#0;</a>', '1:4 &#0; is not a character that XML allows'],
    ['half a surrogate pair by number', '<a x="&#xD800;"/>', '1:7 &#xD800; is not a character that XML allows'],
    ['a number beyond Unicode', '<a>&#1114112;</a>', '1:4 &#1114112; is not a character that XML allows'],
    ['a bare less-than', '<a>1 < 2</a>', '1:6 an element must have a name here; a bare < in text is written &lt;'],
    ['a control character', '<a>\n\u0001</a>', '2:1 the character U+0001 is not allowed in XML'],
    ['half a surrogate pair', '<a>\uD800</a>', '1:4 the character U+D800 is not allowed in XML'],
    ['the end of CDATA in text', '<a>]]></a>', '1:4 ]]> in text must be written ]]&gt;'],
    ['CDATA that is never closed', '<a>\n<![CDATA[</a>', '2:1 <![CDATA[ is never closed by ]]>'],
    ['two dashes in a comment', '<a><!-- a -- b --></a>', '1:4 a comment must not hold --'],
    ['a comment that is never closed', '<a><!-- ', '1:4 <!-- is never closed by -->'],
    ['two roots', '<a/>\n<b/>', '2:1 there must be one outermost element only'],
    ['text behind the root', '<a/>\nx', '2:1 text must stand inside the first element'],
    ['a closing tag too many', '<a/></a>', '1:5 </a> closes nothing'],
    ['a second XML declaration', '<a><?xml version="1.0"?></a>', '1:4 <?xml must stand at the very beginning'],
    ['an empty file', ' \n', '1:1 the file is empty'],
    ['comments only', '<!-- x -->', '1:1 the file holds no element'],
    ['JSON', '{"name":"x"}', '1:1 this is not XML'],
    ['a document type', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>&x;</a>', '1:1 a DOCTYPE or ENTITY is not allowed'],
    ['a document type in small letters', '\n<!doctype a><a/>', '2:1 a DOCTYPE or ENTITY is not allowed'],
    ['an entity inside', '<a><!ENTITY x "y"></a>', '1:4 a DOCTYPE or ENTITY is not allowed'],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', '1:1 the file says it is ISO-8859-1: save it as UTF-8'],
    ['UTF-16 that is declared', '<?xml version="1.0" encoding="utf-16"?><a/>', '1:1 the file says it is utf-16: save it as UTF-8'],
    ['UTF-16 read as UTF-8', '\uFFFD\uFFFD<\0a\0/\0>\0', '1:1 the file is not UTF-8 text: save it as UTF-8'],
  ])('%s is refused at its place', (_, xml, fault) => {
    expect(faultIn(xml)).toBe(fault);
  });
});

describe('files made to hurt', () => {
  it('stop at the document type: what follows is not looked at', () => {
    const laughs = Array.from({ length: 30 }, (_, level) => `<!ENTITY l${level} "${`&l${level - 1};`.repeat(10)}">`).join('');
    expect(faultIn(`<!DOCTYPE a [${laughs}]><a>&l29;</a></never></opened>`)).toBe('1:1 a DOCTYPE or ENTITY is not allowed');
  });

  it('stop at level 33, however many follow', () => {
    expect(faultIn(`${'<a>'.repeat(32)}${'</a>'.repeat(32)}`)).toBe('none');
    const bomb = faultIn('<a>'.repeat(33));
    expect(bomb).toBe('1:97 elements are nested deeper than 32 levels');
    expect(faultIn('<a>'.repeat(80_000))).toBe(bomb);
  });

  it('stop at part 20,001, elements and attributes alike', () => {
    expect(faultIn(`<a>${'<b/>'.repeat(19_999)}</a>`)).toBe('none');
    const tooMany = 'the file holds more than 20000 elements and attributes';
    expect(faultIn(`<a>${'<b/>'.repeat(20_000)}</a>`)).toBe(`1:${4 + 19_999 * 4} ${tooMany}`);
    expect(faultIn(`<a ${Array.from({ length: 20_000 }, (_, index) => `a${index}="1"`).join(' ')}/>`)).toBe(`1:1 ${tooMany}`);
  });

  it('are measured in bytes before they are read', () => {
    const most = 256 * 1024;
    expect(faultIn(`<a>${'x'.repeat(most - 7)}</a>`)).toBe('none');
    expect(faultIn('<'.repeat(most + 1))).toBe('1:1 the file is larger than 256 KiB');
    expect(faultIn(`<a>${'ü'.repeat(most / 2)}</a>`)).toBe('1:1 the file is larger than 256 KiB');
  });

  // Each of them makes a careless reader look at the rest of the file again and again.
  it.each([
    ['less-thans', '<'.repeat(250_000)],
    ['ampersands', `<a>${'&'.repeat(250_000)}`],
    ['ampersands without an end', `<a>${'&aaaaaaaa'.repeat(27_000)}`],
    ['open comments', `<a>${'<!--'.repeat(60_000)}`],
    ['open CDATA', `<a>${'<![CDATA['.repeat(28_000)}`],
    ['open instructions', `<a>${'<?x '.repeat(60_000)}`],
    ['open quotes', `<a>${'<b x="'.repeat(40_000)}`],
    ['white space in a tag', `<a${' '.repeat(250_000)}`],
    ['white space in text', `<a>x${' '.repeat(250_000)}x`],
    ['closing tags', `<a>${'</b'.repeat(80_000)}`],
    ['carriage returns', `<a>${'\r'.repeat(250_000)}<b>`],
  ])('%s end in one fault', (_, xml) => {
    expect(faultIn(xml)).toMatch(/^\d+:\d+ .{5,300}$/);
  });

  it('50,000 references are decoded as what they are', () => {
    expect(rawText(rootOf(`<a>${'&#65;'.repeat(50_000)}</a>`))).toBe('A'.repeat(50_000));
  });
});
