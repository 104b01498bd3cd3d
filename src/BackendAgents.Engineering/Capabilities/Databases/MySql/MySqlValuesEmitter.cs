using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;

namespace BackendAgents.Engineering.Capabilities.Databases.MySql;

/// <summary>Writes what MySQL's provider of EF Core can't do by itself: read dates and times, and delete rows on MariaDB.</summary>
internal sealed class MySqlValuesEmitter : IEmitter
{
    public string Id => "mysql-values";

    public string Description => "what MySQL's provider of EF Core can't do by itself";

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var name = delivery.Plan.ProjectName;
        yield return new Artifact(
            $"src/{name}/Infrastructure/MySqlValues.g.cs",
            $$"""
            // Generated from backend.yaml. Change the blueprint, not this file.
            #nullable enable

            using System.Data.Common;
            using System.Diagnostics.CodeAnalysis;
            using System.Text.RegularExpressions;
            using Microsoft.EntityFrameworkCore.Diagnostics;
            using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

            namespace {{name}}.Infrastructure;

            /// <summary>Stores instants in UTC.</summary>
            public sealed class MySqlInstant() : ValueConverter<DateTimeOffset, DateTime>(
                value => value.UtcDateTime,
                stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

            /// <summary>Stores dates.</summary>
            public sealed class MySqlDate() : ValueConverter<DateOnly, DateTime>(
                value => value.ToDateTime(TimeOnly.MinValue),
                stored => DateOnly.FromDateTime(stored));

            /// <summary>Stores times of day.</summary>
            public sealed class MySqlTime() : ValueConverter<TimeOnly, TimeSpan>(
                value => value.ToTimeSpan(),
                stored => TimeOnly.FromTimeSpan(stored));

            /// <summary>Spells deletions so that MariaDB reads them, too: it takes no alias in the short form.</summary>
            internal sealed partial class MySqlDeletions : DbCommandInterceptor
            {
                [SuppressMessage("Security", "CA2100", Justification = "It is EF Core's own command; no part of it is a caller's.")]
                public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
                    DbCommand command,
                    CommandEventData eventData,
                    InterceptionResult<int> result,
                    CancellationToken cancellationToken = default)
                {
                    command.CommandText = Aliased().Replace(command.CommandText, "DELETE $2 FROM $1 AS $2");
                    return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
                }

                [GeneratedRegex("^DELETE FROM (`[^`]+`) AS (`[^`]+`)")]
                private static partial Regex Aliased();
            }

            """
        );
    }
}
