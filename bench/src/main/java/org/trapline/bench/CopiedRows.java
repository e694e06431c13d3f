package org.trapline.bench;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The rows that the service wrote for some messages, rendered for COPY, 100 messages a commit.
 *
 * @param shared rows that belong to no single message, such as the batch: table to text
 * @param commits per commit: table to text, in an order that foreign keys allow
 */
record CopiedRows(Map<String, String> shared, List<Map<String, String>> commits) {

    private static final int MESSAGES_A_COMMIT = 100;

    /** How the message of a row is found: by the first of these columns that the table has. */
    private static final Map<String, String> EXHIBIT_OF = new LinkedHashMap<>();

    static {
        EXHIBIT_OF.put("leaf_index", "t.leaf_index = e.leaf_index");
        EXHIBIT_OF.put("exhibit", "t.exhibit = e.id");
        EXHIBIT_OF.put("receipt", "t.receipt in (select seq from public.receipt r where r.exhibit = e.id)");
    }

    /**
     * Renders everything in a database that holds nothing but these messages.
     *
     * @param empty schema with the same tables, of which those that have rows from the beginning are left out
     */
    static CopiedRows of(Connection connection, String empty) throws SQLException {
        List<String> tables = new ArrayList<>();
        for (String table : inOrderOfReferences(connection)) {
            if (count(connection, "public." + table) > 0 && count(connection, empty + "." + table) == 0) {
                tables.add(table);
            }
        }
        long exhibits = count(connection, "public.exhibit");
        Map<String, String> shared = new LinkedHashMap<>();
        List<Map<String, String>> commits = new ArrayList<>();
        for (String table : tables) {
            if (belonging(connection, table) == null) {
                shared.put(table, render(connection, "select * from public." + table));
            }
        }
        for (long from = 0; from < exhibits; from += MESSAGES_A_COMMIT) {
            Map<String, String> commit = new LinkedHashMap<>();
            for (String table : tables) {
                String belonging = belonging(connection, table);
                if (belonging != null) {
                    commit.put(
                            table,
                            render(
                                    connection,
                                    "select t.* from public." + table + " t where exists (select from public.exhibit e"
                                            + " where " + belonging + " and e.leaf_index >= " + from
                                            + " and e.leaf_index < " + (from + MESSAGES_A_COMMIT) + ")"));
                }
            }
            commits.add(commit);
        }
        return new CopiedRows(shared, commits);
    }

    Set<String> tables() {
        Set<String> tables = new TreeSet<>(shared.keySet());
        commits.forEach(commit -> tables.addAll(commit.keySet()));
        return tables;
    }

    static void copy(Connection connection, Map<String, String> rows) throws SQLException {
        for (Map.Entry<String, String> table : rows.entrySet()) {
            if (table.getValue().isEmpty()) {
                continue;
            }
            try {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + table.getKey() + " from stdin", new StringReader(table.getValue()), 65_536);
            } catch (IOException e) {
                throw new SQLException(e);
            }
        }
    }

    private static String render(Connection connection, String query) throws SQLException {
        StringWriter text = new StringWriter();
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + query + ") to stdout", text);
        } catch (IOException e) {
            throw new SQLException(e);
        }
        return text.toString();
    }

    private static @Nullable String belonging(Connection connection, String table) throws SQLException {
        List<String> columns = strings(
                connection,
                "select column_name from information_schema.columns where table_schema = 'public' and table_name = '"
                        + table + "'");
        return EXHIBIT_OF.entrySet().stream()
                .filter(way -> columns.contains(way.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** A table after those that it refers to. */
    private static List<String> inOrderOfReferences(Connection connection) throws SQLException {
        List<String> all = new ArrayList<>(strings(
                connection,
                "select table_name from information_schema.tables where table_schema = 'public'"
                        + " and table_name not like 'flyway%' order by table_name"));
        Map<String, Set<String>> references = new LinkedHashMap<>();
        for (String table : all) {
            references.put(
                    table,
                    new TreeSet<>(strings(
                            connection,
                            "select distinct confrelid::regclass::text from pg_constraint where contype = 'f'"
                                    + " and conrelid = 'public." + table + "'::regclass and confrelid <> conrelid")));
        }
        all.sort(Comparator.comparingInt(table -> depth(table, references)));
        return all;
    }

    private static int depth(String table, Map<String, Set<String>> references) {
        return references.getOrDefault(table, Set.of()).stream()
                .mapToInt(referred -> 1 + depth(referred, references))
                .max()
                .orElse(0);
    }

    private static long count(Connection connection, String table) throws SQLException {
        return Long.parseLong(
                strings(connection, "select count(*)::text from " + table).get(0));
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> strings = new ArrayList<>();
            while (row.next()) {
                strings.add(row.getString(1));
            }
            return strings;
        }
    }
}
