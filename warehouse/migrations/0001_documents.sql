-- Documents and what belongs to them: where they were seen, their pages, blocks and texts, and what likens them.

create table base.documents (
    document_id varchar not null,
    media_type varchar not null,
    reader varchar not null,
    kind varchar not null,
    title varchar,
    language varchar,
    languages varchar[] not null,
    published_date date,
    encoding varchar,
    size bigint,
    characters bigint not null,
    pages integer not null,
    warnings varchar[] not null,
    metadata map(varchar, varchar) not null,
    family_id varchar,
    run_id varchar not null
);
comment on table base.documents is 'One row a document: unique bytes, read and identified';
comment on column base.documents.document_id is 'SHA-256 of the bytes';
comment on column base.documents.media_type is 'type of the content, found from the bytes';
comment on column base.documents.reader is 'reader that made the text';
comment on column base.documents.kind is 'brochure, press_release or other';
comment on column base.documents.title is 'title as the document gives it';
comment on column base.documents.language is 'main language, BCP 47 tag';
comment on column base.documents.languages is 'every language of its blocks, BCP 47 tags, the most frequent first';
comment on column base.documents.published_date is 'date of publication, from the text, else from metadata';
comment on column base.documents.encoding is 'encoding of a plain text; null for other types';
comment on column base.documents.size is 'bytes of the file';
comment on column base.documents.characters is 'code points of the reading, the re-flowed text';
comment on column base.documents.pages is 'number of pages; 0 where the type has none';
comment on column base.documents.warnings is 'codes of what looked odd when it was read';
comment on column base.documents.metadata is 'properties that the file states about itself';
comment on column base.documents.family_id is 'family of near-identical versions (base.families)';
comment on column base.documents.run_id is 'run that loaded the row';

create table base.sightings (
    document_id varchar not null,
    location varchar not null,
    source varchar not null,
    size bigint,
    modified_at timestamptz,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    missing_since timestamptz,
    run_id varchar not null
);
comment on table base.sightings is 'One row a document and a path or URL where it was seen';
comment on column base.sightings.document_id is 'the document (base.documents)';
comment on column base.sightings.location is 'path or URL';
comment on column base.sightings.source is 'file or url';
comment on column base.sightings.size is 'bytes of the file when last seen';
comment on column base.sightings.modified_at is 'time stamp of the file itself when last seen';
comment on column base.sightings.first_seen is 'start of the first run that saw it, UTC';
comment on column base.sightings.last_seen is 'start of the last run that saw it, UTC';
comment on column base.sightings.missing_since is 'start of the first run that missed it; null while it is there';
comment on column base.sightings.run_id is 'run that saw it first';

create table base.texts (
    document_id varchar not null,
    text varchar not null,
    reading varchar not null,
    segments struct(reading_start bigint, reading_end bigint, text_start bigint, text_end bigint)[] not null,
    words struct("start" bigint, "end" bigint, page integer, x0 double, top double, x1 double, bottom double)[] not null,
    run_id varchar not null
);
comment on table base.texts is 'One row a document: its text, its reading and what leads from one to the other';
comment on column base.texts.document_id is 'the document (base.documents)';
comment on column base.texts.text is 'the text that every span_start and span_end counts in, by code points';
comment on column base.texts.reading is 're-flowed text that the rules see';
comment on column base.texts.segments is 'offset map: which span of the reading stands for which span of the text';
comment on column base.texts.words is 'words of the text with their places on the page, in points from the top left';
comment on column base.texts.run_id is 'run that loaded the row';

create table base.pages (
    document_id varchar not null,
    page integer not null,
    span_start bigint not null,
    span_end bigint not null,
    width double,
    height double,
    run_id varchar not null
);
comment on table base.pages is 'One row a page';
comment on column base.pages.document_id is 'the document (base.documents)';
comment on column base.pages.page is 'number of the page, from 1';
comment on column base.pages.span_start is 'first code point of the page in texts.text';
comment on column base.pages.span_end is 'end of the page in texts.text, exclusive';
comment on column base.pages.width is 'width in points';
comment on column base.pages.height is 'height in points';
comment on column base.pages.run_id is 'run that loaded the row';

create table base.blocks (
    document_id varchar not null,
    number integer not null,
    kind varchar not null,
    reading_start bigint not null,
    reading_end bigint not null,
    span_start bigint not null,
    span_end bigint not null,
    page integer,
    boxes struct(page integer, x0 double, top double, x1 double, bottom double)[] not null,
    cell struct("table" integer, "row" integer, "column" integer, header boolean),
    language varchar,
    run_id varchar not null
);
comment on table base.blocks is 'One row a block: a heading, paragraph, list item, table cell or caption';
comment on column base.blocks.document_id is 'the document (base.documents)';
comment on column base.blocks.number is 'place in reading order, from 0';
comment on column base.blocks.kind is 'heading, paragraph, list_item, cell or caption';
comment on column base.blocks.reading_start is 'first code point in texts.reading';
comment on column base.blocks.reading_end is 'end in texts.reading, exclusive';
comment on column base.blocks.span_start is 'first code point in texts.text';
comment on column base.blocks.span_end is 'end in texts.text, exclusive';
comment on column base.blocks.page is 'page on which the block begins, from 1';
comment on column base.blocks.boxes is 'where it is printed, in points from the top left of the page';
comment on column base.blocks.cell is 'place in a table; all numbers from 0';
comment on column base.blocks.language is 'language, BCP 47 tag';
comment on column base.blocks.run_id is 'run that loaded the row';

create table base.signatures (
    document_id varchar not null,
    text_hash varchar,
    shingles uinteger[] not null,
    numbers varchar[] not null,
    run_id varchar not null
);
comment on table base.signatures is 'One row a document: what it is compared by';
comment on column base.signatures.document_id is 'the document (base.documents)';
comment on column base.signatures.text_hash is 'SHA-256 of the folded reading; null for an empty one';
comment on column base.signatures.shingles is 'hashes of runs of words (characters in Chinese), ascending';
comment on column base.signatures.numbers is 'the numbers that the text writes in digits';
comment on column base.signatures.run_id is 'run that loaded the row';

create table base.bands (
    document_id varchar not null,
    band smallint not null,
    hash ubigint not null,
    run_id varchar not null
);
comment on table base.bands is 'One row a document and band of its MinHash: documents that share one are compared';
comment on column base.bands.document_id is 'the document (base.documents)';
comment on column base.bands.band is 'number of the band, from 0';
comment on column base.bands.hash is 'hash of the band';
comment on column base.bands.run_id is 'run that loaded the row';

create table base.similarities (
    document_id varchar not null,
    other_document_id varchar not null,
    shingles double not null,
    numbers double not null,
    same_family boolean not null,
    run_id varchar not null
);
comment on table base.similarities is 'One row a pair of documents that was compared';
comment on column base.similarities.document_id is 'the document with the smaller id';
comment on column base.similarities.other_document_id is 'the other document';
comment on column base.similarities.shingles is 'Jaccard coefficient of the shingles, 0 to 1';
comment on column base.similarities.numbers is 'Jaccard coefficient of the numbers, 0 to 1';
comment on column base.similarities.same_family is 'whether the two are versions of each other';
comment on column base.similarities.run_id is 'run that compared them';

create table base.families (
    family_id varchar not null primary key,
    canonical_document_id varchar not null,
    members integer not null,
    run_id varchar not null
);
comment on table base.families is 'One row a family of near-identical versions; most have one member';
comment on column base.families.family_id is 'smallest document id of its members';
comment on column base.families.canonical_document_id is 'the version whose facts count: the latest, then the longest';
comment on column base.families.members is 'number of documents';
comment on column base.families.run_id is 'run that last changed the family';

create table base.family_aliases (
    alias varchar not null primary key,
    family_id varchar not null,
    run_id varchar not null
);
comment on table base.family_aliases is 'One row an earlier id of a family that was renamed or merged into another';
comment on column base.family_aliases.alias is 'the earlier id';
comment on column base.family_aliases.family_id is 'the id now (base.families)';
comment on column base.family_aliases.run_id is 'run that renamed or merged it';

create table base.works (
    work_id varchar not null,
    family_id varchar not null,
    rule varchar not null,
    confidence double not null,
    run_id varchar not null
);
comment on table base.works is 'One row a family that is an edition of a publication known in several languages';
comment on column base.works.work_id is 'the publication: smallest family id of its editions';
comment on column base.works.family_id is 'the edition (base.families)';
comment on column base.works.rule is 'how the editions were matched';
comment on column base.works.confidence is 'how sure the match is, 0 to 1';
comment on column base.works.run_id is 'run that matched them';
