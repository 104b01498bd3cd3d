using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Tests.Plugins;

/// <summary>A garage whose fee is written by hand: per started half hour, and once only.</summary>
internal static class Parking
{
    public static Blueprint Blueprint() =>
        CapabilityCatalog.BuiltIn.Read(Yaml) is { Problems: [] } read
            ? read.Blueprint!
            : throw new InvalidOperationException(string.Join('\n', CapabilityCatalog.BuiltIn.Read(Yaml).Problems));

    /// <summary>The blueprint, with one operation to be written.</summary>
    public const string Yaml = """
        service: { name: parking, title: Parking, description: Keeps who parks where. }
        authentication: { kind: none }
        entities:
          - id: stay
            name: Stay
            description: A car in the garage.
            fields:
              - { id: stay-plate, name: plate, type: string, required: true, maxLength: 20 }
              - { id: stay-started, name: startedAt, type: timestamp, required: true }
              - { id: stay-ended, name: endedAt, type: timestamp, exposure: read-only }
              - { id: stay-fee, name: fee, type: money, exposure: read-only }
        operations:
          - { name: createStay, entity: stay, kind: create, access: [ { role: anonymous } ] }
          - { name: getStay, entity: stay, kind: get, access: [ { role: anonymous } ] }
          - name: leave
            entity: stay
            kind: call
            handler: written
            guards: [ { when: "input.endedAt > startedAt", problem: ends-before-it-starts } ]
            input: [ { name: endedAt, type: timestamp, required: true } ]
            output: [ { name: halfHours, type: int, required: true }, { name: fee, type: money, required: true } ]
            access: [ { role: anonymous } ]

        """;

    /// <summary>The handler, with something more in it.</summary>
    public static string Handler(string more) =>
        $$"""
            using Microsoft.EntityFrameworkCore;
            using Parking.Infrastructure;

            namespace Parking.Features;

            /// <summary>Two euros for each half hour that has begun.</summary>
            internal sealed class LeaveHandler : LeaveCall
            {
                public override async Task<Answer<LeaveOutput>> HandleAsync(
                    Stay row, LeaveInput input, Work work, CancellationToken stopped)
                {
                    await work.LockAsync<Stay>(row.Id, stopped);
                    {{more}}
                    if (await work.Db.Stays.AnyAsync(stay => stay.Id == row.Id && stay.EndedAt != null, stopped))
                        return new Refusal(409, "The car has left already.", "already-left");
                    var halfHours = (int)Math.Ceiling((input.EndedAt!.Value - row.StartedAt).TotalMinutes / 30);
                    row.EndedAt = input.EndedAt;
                    row.Fee = halfHours * 2m;
                    return new LeaveOutput { HalfHours = halfHours, Fee = row.Fee.Value };
                }
            }

            """;
}
