// Generated from backend.yaml: what is read from copies. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>What copies are kept of.</summary>
internal static class CacheSamples
{
    /// <summary>Each read with a role that sees all rows, one that sees its own, and a way to a row.</summary>
    public static readonly ReadSample[] All =
    [
        new("getSampleNote", "/api/v1/sample-notes/{id}", "admin")
        {
            OwnRole = "member",
            IsOpen = false,
            RowAsync = static async (db, owner) => await SampleNoteSample.RowAsync(db, owner),
            Key = static row => row.Id.ToString(),
            TouchAsync = static (db, id, at) => db.Set<SampleNote>().Where(row => row.Id == id).ExecuteUpdateAsync(set =>
                set.SetProperty(row => row.UpdatedAt, at).SetProperty(row => row.Version, row => row.Version + 1)),
        },
        new("listSampleNotes", "/api/v1/sample-notes", "admin")
        {
            OwnRole = "member",
            IsOpen = false,
            RowAsync = static async (db, owner) => await SampleNoteSample.RowAsync(db, owner),
            Key = static row => row.Id.ToString(),
            TouchAsync = static (db, id, at) => db.Set<SampleNote>().Where(row => row.Id == id).ExecuteUpdateAsync(set =>
                set.SetProperty(row => row.UpdatedAt, at).SetProperty(row => row.Version, row => row.Version + 1)),
        },
    ];
}
