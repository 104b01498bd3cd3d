using System.Collections.Frozen;

namespace BackendAgents.Engineering.Code;

/// <summary>
/// What code written by hand may use. Everything else is refused: files, processes, sockets, threads, reflection, the environment and
/// configuration are simply not on the list. To allow more is a line here.
/// </summary>
internal static class AllowedApis
{
    /// <summary>Namespaces whose types are all allowed, except for what <see cref="Refused"/> names.</summary>
    public static FrozenSet<string> Namespaces { get; } =
        new[]
        {
            "System.Linq",
            "System.Collections",
            "System.Collections.Generic",
            "System.Collections.Frozen",
            "System.Collections.Immutable",
            "System.Globalization",
            "System.Numerics",
            "System.Text",
            "System.Text.Json",
            "System.Text.Json.Nodes",
            "System.Text.Json.Serialization",
            "System.Text.RegularExpressions",
            "Microsoft.AspNetCore.Http",
            "Microsoft.AspNetCore.Http.HttpResults",
            "Microsoft.EntityFrameworkCore",
            "Microsoft.EntityFrameworkCore.ChangeTracking",
            "Microsoft.EntityFrameworkCore.Query",
            "Microsoft.Extensions.Logging",
        }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Single types of other namespaces.</summary>
    public static FrozenSet<string> Types { get; } =
        new[]
        {
            "System.Threading.CancellationToken",
            "System.Threading.Tasks.Task",
            "System.Threading.Tasks.ValueTask",
            "System.Diagnostics.CodeAnalysis.SuppressMessageAttribute",
            "System.Security.Cryptography.CryptographicOperations",
            "System.Security.Cryptography.HMACSHA256",
            "System.Security.Cryptography.RandomNumberGenerator",
            "System.Security.Cryptography.SHA256",
        }
            .Concat(
                // What is in System itself.
                """
                Action Array ArgumentException ArgumentOutOfRangeException Attribute Base64FormattingOptions BitConverter Boolean Byte Char
                Comparison Convert DateOnly DateTime DateTimeKind DateTimeOffset DayOfWeek Decimal Delegate Double Enum Exception FlagsAttribute
                FormatException FormattableString Func Guid Half HashCode IAsyncDisposable IComparable IDisposable IEquatable IFormatProvider
                IFormattable IParsable Index Int16 Int32 Int64 InvalidOperationException Math MathF Memory MidpointRounding MulticastDelegate
                NotSupportedException Nullable Object ObsoleteAttribute OperationCanceledException OverflowException Predicate Random Range
                ReadOnlyMemory ReadOnlySpan SByte Single Span String StringComparer StringComparison StringSplitOptions TimeOnly TimeProvider
                TimeSpan TimeZoneInfo Tuple UInt16 UInt32 UInt64 Uri UriKind ValueTuple ValueType Version Void
                """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(static name => "System." + name)
            )
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Types and members that are refused although their namespace or type is allowed, with what to do instead.</summary>
    public static FrozenDictionary<string, string> Refused { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["System.Object.GetType"] = "Reflection is not for handlers; decide by values.",
            ["System.Delegate.DynamicInvoke"] = "Call the method itself.",
            ["System.Threading.Tasks.Task.Wait"] = "It blocks a thread. Write await.",
            ["System.Threading.Tasks.Task.WaitAll"] = "It blocks a thread. Write await Task.WhenAll.",
            ["System.Threading.Tasks.Task.WaitAny"] = "It blocks a thread. Write await Task.WhenAny.",
            ["System.Threading.Tasks.Task.Result"] = "It blocks a thread. Write await.",
            ["System.Threading.Tasks.ValueTask.Result"] = "It blocks a thread. Write await.",
            ["System.Threading.Tasks.Task.GetAwaiter"] = "It blocks a thread. Write await.",
            ["System.Threading.Tasks.ValueTask.GetAwaiter"] = "It blocks a thread. Write await.",
            ["System.Threading.Tasks.Task.Run"] = "A request starts no threads. Do it in the request, or in a job.",
            ["System.Threading.Tasks.Task.Factory"] = "A request starts no threads. Do it in the request, or in a job.",
            ["System.Threading.Tasks.Task.Start"] = "A request starts no threads. Do it in the request, or in a job.",
            ["System.Threading.Tasks.Task.RunSynchronously"] = "Write await.",
            ["System.Threading.Tasks.Task.ContinueWith"] = "Write await.",
            ["System.Threading.Tasks.Task.Delay"] = "It holds the transaction. Store what is due, and let a job do it.",
            ["System.TimeProvider.System"] = "Tests set the clock. Use work.Now.",
            ["System.TimeProvider.CreateTimer"] = "Store what is due, and let a job do it.",
            ["System.DateTime.Now"] = "Tests set the clock, and servers stand in any time zone. Use work.Now.",
            ["System.DateTime.UtcNow"] = "Tests set the clock. Use work.Now.",
            ["System.DateTime.Today"] = "Tests set the clock. Use work.Now.",
            ["System.DateTimeOffset.Now"] = "Tests set the clock. Use work.Now.",
            ["System.DateTimeOffset.UtcNow"] = "Tests set the clock. Use work.Now.",
            ["Microsoft.AspNetCore.Http.IHttpContextAccessor"] = "The caller is work.Caller; what was sent is the input.",
            ["Microsoft.AspNetCore.Http.HttpContext"] = "The caller is work.Caller; what was sent is the input.",
            ["Microsoft.AspNetCore.Http.Results"] = "Return the answer, or a Refusal.",
            ["Microsoft.AspNetCore.Http.TypedResults"] = "Return the answer, or a Refusal.",
            ["Microsoft.EntityFrameworkCore.DbContext.Database"] = "Query by LINQ. The transaction is open already, and ends by itself.",
            ["Microsoft.EntityFrameworkCore.DbContext.SaveChanges"] = "It blocks a thread. Write await SaveChangesAsync.",
            ["Microsoft.EntityFrameworkCore.DbContext.Dispose"] = "The database belongs to the request.",
            ["Microsoft.EntityFrameworkCore.DbContext.DisposeAsync"] = "The database belongs to the request.",
            ["Microsoft.EntityFrameworkCore.RelationalQueryableExtensions"] = "Query by LINQ; SQL as text is open to injection.",
            ["Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions"] = "Query by LINQ; SQL as text is open to injection.",
            ["Microsoft.EntityFrameworkCore.DbContextOptionsBuilder"] = "The database is work.Db.",
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Parts of the service itself that hold secrets, decide who somebody is, or run the service.</summary>
    public static FrozenSet<string> Reserved { get; } =
        """
            AuthEndpoints AuthRules ContractDocument DatabaseKind DatabaseSetup Databases FailureHandler FirstAdmin HealthProbe Migrator
            PasswordHash PasswordService Program RefreshToken SigningKey TokenService Transactions
            """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
