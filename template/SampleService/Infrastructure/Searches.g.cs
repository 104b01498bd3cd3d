// Generated from backend.yaml: searches. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Infrastructure;

/// <summary>What lists search. Each condition stands as its index has it, or the database would not use that.</summary>
internal static class Searches
{
    public static WordSearch SampleNotesByTitle { get; } = new(
        ("sqlite", """select * from "sample_notes" where "id" in (select numbered."id" from "ix_sample_notes_title_words" as found join "ix_sample_notes_title_words_rows" as numbered on numbered."number" = found.rowid where found."ix_sample_notes_title_words" match {0})"""),
        ("postgresql", """select * from "sample_notes" where to_tsvector('simple', regexp_replace(lower(left(coalesce("title", ''), 100000)), '[\u0001-\u002f\u003a-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u206f\u3000-\u3004]+', ' ', 'g')) @@ cast({0} as tsquery) offset 0""")
    );
}
