// Generated from backend.yaml: rows and requests for tests. Change the blueprint, not this file.
#nullable enable

using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

internal static class SampleNoteSample
{
    /// <summary>A row, stored; what it needs to refer to is stored first. An account, where one is meant, is the owner.</summary>
    public static async Task<SampleNote> RowAsync(AppDb db, Guid owner, Action<SampleNote>? change = null)
    {
        var row = new SampleNote();
        row.Title = Sample.Text("title", 0, 1, 200);
        row.AuthorId = owner == Guid.Empty ? (await SampleAccountSample.RowAsync(db, Guid.Empty)).Id : owner;
        change?.Invoke(row);
        db.SampleNotes.Add(row);
        await db.SaveChangesAsync();
        return row;
    }

    /// <summary>A valid request to create or update one.</summary>
    public static Task<Dictionary<string, object?>> BodyAsync(AppDb db, Guid owner) =>
        Task.FromResult(new Dictionary<string, object?>
        {
            ["title"] = Sample.Text("title", 0, 1, 200),
            ["stars"] = (0),
            ["due"] = Sample.Date(0, 0),
        });
}
