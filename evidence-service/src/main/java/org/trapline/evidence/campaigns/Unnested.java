package org.trapline.evidence.campaigns;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as one array a column: any number of them is one statement. */
final class Unnested {

    private final List<String> types;
    private final List<List<@Nullable Object>> columns = new ArrayList<>();

    Unnested(String... types) {
        this.types = List.of(types);
        for (int i = 0; i < types.length; i++) {
            columns.add(new ArrayList<>());
        }
    }

    void add(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            columns.get(i).add(values[i]);
        }
    }

    /** @param sql with {@code %s} where the arrays go */
    void execute(Connection connection, String sql) throws SQLException {
        if (columns.get(0).isEmpty()) {
            return;
        }
        String arrays = types.stream().map(type -> "?::" + type + "[]").collect(Collectors.joining(", "));
        try (PreparedStatement statement = connection.prepareStatement(sql.formatted(arrays))) {
            for (int i = 0; i < types.size(); i++) {
                Object[] values = columns.get(i).toArray();
                statement.setArray(
                        i + 1,
                        connection.createArrayOf(
                                types.get(i),
                                types.get(i).equals("bytea")
                                        ? Arrays.copyOf(values, values.length, byte[][].class)
                                        : values));
            }
            statement.executeUpdate();
        }
    }
}
