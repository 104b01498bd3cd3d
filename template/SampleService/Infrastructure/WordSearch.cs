using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace SampleService.Infrastructure;

/// <summary>
/// Finds rows that have words which begin as those that are searched for do, in any order, upper or lower case alike. What is no letter
/// and no digit parts words and finds nothing.
/// </summary>
/// <param name="rows">SQL of the rows for each database that the service can run on; what is searched for stands for {0}.</param>
internal sealed partial class WordSearch(params (string Database, string Sql)[] rows)
{
    /// <summary>Most characters of what is searched for.</summary>
    public const int MaxLength = 200;

    private const int MaxWords = 16;

    /// <summary>The rows that are found: all when nothing is searched for, or when it is too long, which is told by name.</summary>
    public IQueryable<TRow> In<TRow>(DbSet<TRow> all, Validation errors, string? text)
        where TRow : Row
    {
        if (text?.Length > MaxLength)
            errors.Add("q", $"must have at most {MaxLength} characters");
        if (text?.Length > MaxLength || string.IsNullOrWhiteSpace(text))
            return all;
        var words = Words(text);
        if (words.Count == 0)
            return all.Where(static row => false);
        var provider = all.GetService<ICurrentDbContext>().Context.Database.ProviderName;
        var kind = Databases.All.Single(database => database.Provider == provider);
        var sql = rows.Single(one => one.Database == kind.Id).Sql;
        return all.FromSqlRaw(sql, kind.Words(words));
    }

    /// <summary>The words of a text, in lower case; of very many the first.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. All(text).Take(MaxWords)];

    /// <summary>All words of a text, in lower case, each once.</summary>
    public static IEnumerable<string> All(string text) =>
        Word().Matches(text).Select(static word => word.Value.ToLowerInvariant()).Distinct();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();
}
