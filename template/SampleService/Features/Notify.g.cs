// Generated from backend.yaml: notifications. Change the blueprint, not this file.
#nullable enable

using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What people are told, in the transaction of what it tells of.</summary>
internal static class Notify
{
    /// <summary>Due: {title}</summary>
    public static async Task DueMailAsync(SampleNote row, Work work, CancellationToken cancellationToken)
    {
        var rowAuthor = (await work.HoldAsync<SampleAccount>(row.AuthorId, cancellationToken))!;
        work.Send(
            "due-mail",
            rowAuthor.LoginName,
            "Due: " + row.Title,
            string.Concat(
                "Dear ",
                rowAuthor.DisplayName,
                ",\n",
                row.Title,
                " is due on ",
                row.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ".\n"));
    }
}
