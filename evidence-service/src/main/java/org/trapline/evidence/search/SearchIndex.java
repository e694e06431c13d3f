package org.trapline.evidence.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.following.FollowedExhibit;
import org.trapline.evidence.mail.LinkedHost;

/** The Lucene index of all exhibits and the place in the receipts up to which it has followed. */
final class SearchIndex implements Closeable {

    static final StandardAnalyzer ANALYZER = new StandardAnalyzer();

    private static final String RECEIPTS = "receipts";
    private static final String LEDGER = "ledger";
    private static final String FORMAT = "format";

    /** Names what documents hold; raised when that changes, so that an older index is made anew. */
    private static final String CURRENT_FORMAT = "4";

    private static final Sort NEWEST_FIRST = new Sort(new SortField("position", SortField.Type.LONG, true));

    private final UUID ledger;
    private final FSDirectory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private long receipts;

    private SearchIndex(Path path, UUID ledger) throws IOException {
        this.ledger = ledger;
        this.directory = FSDirectory.open(path);
        this.writer = new IndexWriter(directory, new IndexWriterConfig(ANALYZER).setRAMBufferSizeMB(32));
        this.searchers = new SearcherManager(writer, null);
    }

    /**
     * Opens the index of a ledger.
     *
     * @return null when there is none, or one that is broken, of another format, of another ledger, or ahead of this one
     */
    static @Nullable SearchIndex openExisting(Path path, UUID ledger, long receipts) {
        try (FSDirectory directory = FSDirectory.open(path);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            Map<String, String> data = reader.getIndexCommit().getUserData();
            long followed = Long.parseLong(data.getOrDefault(RECEIPTS, "-1"));
            if (!CURRENT_FORMAT.equals(data.get(FORMAT))
                    || !ledger.toString().equals(data.get(LEDGER))
                    || followed < 0
                    || followed > receipts) {
                return null;
            }
            SearchIndex index = new SearchIndex(path, ledger);
            index.receipts = followed;
            return index;
        } catch (IndexNotFoundException e) {
            return null;
        } catch (IOException | IllegalArgumentException e) {
            // Derived data: whatever is wrong with it, making it again is the remedy.
            return null;
        }
    }

    /** Empties the directory and starts a new index. */
    static SearchIndex create(Path path, UUID ledger) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(path);
        SearchIndex index = new SearchIndex(path, ledger);
        index.commit();
        return index;
    }

    /** The number of receipts that the index has followed. */
    long receipts() {
        return receipts;
    }

    /** Adds or replaces exhibits, then stands at the given number of receipts. */
    void add(Collection<FollowedExhibit> exhibits, boolean fresh, long followed) throws IOException {
        if (fresh) {
            writer.addDocuments(exhibits.stream().map(SearchIndex::document).toList());
        } else {
            for (FollowedExhibit exhibit : exhibits) {
                writer.updateDocument(new Term("id", exhibit.id().toString()), document(exhibit));
            }
        }
        receipts = followed;
    }

    /** Makes additions visible to searches. */
    void refresh() throws IOException {
        searchers.maybeRefresh();
    }

    void commit() throws IOException {
        writer.setLiveCommitData(
                Map.of(RECEIPTS, Long.toString(receipts), LEDGER, ledger.toString(), FORMAT, CURRENT_FORMAT)
                        .entrySet());
        writer.commit();
    }

    /** The newest matches, as ids. */
    List<UUID> search(Query query, int count) throws IOException {
        searchers.maybeRefresh();
        IndexSearcher searcher = searchers.acquire();
        try {
            StoredFields fields = searcher.storedFields();
            List<UUID> ids = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(query, count, NEWEST_FIRST).scoreDocs) {
                ids.add(UUID.fromString(fields.document(hit.doc, Set.of("id")).get("id")));
            }
            return ids;
        } finally {
            searchers.release(searcher);
        }
    }

    /** Those of the ids that no document has. */
    List<UUID> lacking(Collection<UUID> ids) throws IOException {
        searchers.maybeRefresh();
        IndexSearcher searcher = searchers.acquire();
        try {
            List<UUID> lacking = new ArrayList<>();
            for (UUID id : ids) {
                if (searcher.count(new TermQuery(new Term("id", id.toString()))) != 1) {
                    lacking.add(id);
                }
            }
            return lacking;
        } finally {
            searchers.release(searcher);
        }
    }

    private static Document document(FollowedExhibit exhibit) {
        Document document = new Document();
        document.add(new StringField("id", exhibit.id().toString(), Field.Store.YES));
        document.add(new LongPoint("position", exhibit.position()));
        document.add(new NumericDocValuesField("position", exhibit.position()));
        document.add(new LongField("received", exhibit.receivedAt().toEpochMilli(), Field.Store.NO));
        if (exhibit.lastAt().isAfter(exhibit.receivedAt())) {
            document.add(new LongField("last", exhibit.lastAt().toEpochMilli(), Field.Store.NO));
        }
        document.add(new StringField("sha256", exhibit.sha256(), Field.Store.NO));
        addText(document, "subject", exhibit.mail().subject());
        addText(document, "from", exhibit.mail().from());
        addText(document, "text", exhibit.mail().text());
        document.add(new StringField("kind", exhibit.kind().name(), Field.Store.NO));
        exhibit.mail().defects().forEach(d -> document.add(new StringField("defect", d, Field.Store.NO)));
        Senders.of(exhibit.mail()).forEach(s -> document.add(new StringField("sender", s, Field.Store.NO)));
        boolean attachment = exhibit.mail().parts().stream()
                .anyMatch(p -> "attachment".equals(p.disposition()) || p.fileName() != null);
        document.add(new StringField("attachment", Boolean.toString(attachment), Field.Store.NO));
        for (LinkedHost link : exhibit.mail().links()) {
            document.add(new StringField("host", link.host(), Field.Store.NO));
            String site = link.site();
            if (site != null && !site.equals(link.host())) {
                document.add(new StringField("host", site, Field.Store.NO));
            }
        }
        exhibit.traps().forEach(trap -> document.add(new StringField("trap", trap.toString(), Field.Store.NO)));
        exhibit.matters().forEach(m -> document.add(new StringField("matter", m.toString(), Field.Store.NO)));
        if (exhibit.open()) {
            document.add(new StringField("matter", "none", Field.Store.NO));
        }
        return document;
    }

    private static void addText(Document document, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            document.add(new TextField(name, text, Field.Store.NO));
        }
    }

    @Override
    public void close() throws IOException {
        try (directory;
                writer;
                searchers) {
            commit();
        }
    }
}
