using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace SampleService.Infrastructure;

/// <summary>The beginning of a time's ISO 8601 text, in UTC, as each database writes it: 4 characters are the year, 7 the month.</summary>
public static class Buckets
{
    private const long EpochTicks = 621_355_968_000_000_000;

    /// <summary>Of an instant. Only for queries.</summary>
    public static string Of(DateTimeOffset? at, int length) =>
        throw new NotSupportedException($"{at} {length}: only the database computes it.");

    /// <summary>Of a date. Only for queries.</summary>
    public static string Of(DateOnly? on, int length) => throw new NotSupportedException($"{on} {length}: only the database computes it.");

    internal static void Register(ModelBuilder model, string? provider)
    {
        model
            .HasDbFunction(() => Of(default(DateTimeOffset?), default))
            .HasName("bucket_of_instant")
            .HasTranslation(parts => Beginning(Text(provider, parts[0], isInstant: true), parts[1]));
        model
            .HasDbFunction(() => Of(default(DateOnly?), default))
            .HasName("bucket_of_date")
            .HasTranslation(parts => Beginning(Text(provider, parts[0], isInstant: false), parts[1]));
    }

    private static SqlFunctionExpression Text(string? provider, SqlExpression value, bool isInstant)
    {
        if (provider?.Contains("Npgsql", StringComparison.Ordinal) == true)
            return Call("to_char", isInstant ? Call("timezone", Constant("UTC"), value) : value, Constant("YYYY-MM-DD"));
        if (provider?.Contains("MySql", StringComparison.Ordinal) == true)
            return Call("date_format", value, Constant("%Y-%m-%d"));

        // SQLite keeps instants as .NET's ticks, and dates as text.
        return isInstant
            ? Call("strftime", Constant("%Y-%m-%d"), Seconds(value), Constant("unixepoch"))
            : Call("strftime", Constant("%Y-%m-%d"), value);
    }

    private static SqlBinaryExpression Seconds(SqlExpression ticks) =>
        Number(
            System.Linq.Expressions.ExpressionType.Divide,
            Number(System.Linq.Expressions.ExpressionType.Subtract, ticks, Constant(EpochTicks)),
            Constant(TimeSpan.TicksPerSecond)
        );

    private static SqlFunctionExpression Beginning(SqlExpression text, SqlExpression length) => Call("substr", text, Constant(1L), length);

    private static SqlFunctionExpression Call(string name, params SqlExpression[] parts) =>
        new(name, parts, nullable: true, parts.Select(static _ => true), typeof(string), StringTypeMapping.Default);

    private static SqlBinaryExpression Number(System.Linq.Expressions.ExpressionType operation, SqlExpression left, SqlExpression right) =>
        new(operation, left, right, typeof(long), LongTypeMapping.Default);

    private static SqlConstantExpression Constant(string text) => new(text, StringTypeMapping.Default);

    private static SqlConstantExpression Constant(long number) => new(number, LongTypeMapping.Default);
}
