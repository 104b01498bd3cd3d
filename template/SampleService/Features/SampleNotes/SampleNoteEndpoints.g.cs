// Generated from backend.yaml: endpoints. Change the blueprint, not this file.
#nullable enable

using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What callers can do with sample notes.</summary>
internal static class SampleNoteEndpoints
{
    private static readonly AccessTable s_createSampleNote = new(("member", Scope.Own));
    private static readonly AccessTable s_getSampleNote = new(("member", Scope.Own), ("admin", Scope.Any));
    private static readonly AccessTable s_listSampleNotes = new(("member", Scope.Own), ("admin", Scope.Any));
    private static readonly AccessTable s_updateSampleNote = new(("member", Scope.Own), ("admin", Scope.Any));
    private static readonly AccessTable s_deleteSampleNote = new(("member", Scope.Own), ("admin", Scope.Any));
    private static readonly AccessTable s_finishSampleNote = new(("anonymous", Scope.Any));
    private static readonly AccessTable s_countSampleNotes = new(("member", Scope.Own), ("admin", Scope.Any));

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("SampleNotes");
        group.MapMethods("/api/v1/sample-notes", ["POST"], CreateSampleNoteAsync)
            .WithName("createSampleNote")
            .Produces<SampleNoteResponse>(201)
            .ProducesProblems(400, 401, 403, 409, 429, 500)
            .WithQuotas(new Quota("create-sample-note/day", 1000, QuotaPeriod.Day))
            .InTransaction()
            .RequireAuthorization();
        group.MapMethods("/api/v1/sample-notes/{id:guid}", ["GET"], GetSampleNoteAsync)
            .WithName("getSampleNote")
            .Produces<SampleNoteResponse>(200)
            .ProducesProblems(401, 403, 404, 429, 500)
            .Cached(s_getSampleNote, "sample_notes", 60)
            .AcceptsApiKeys()
            .RequireAuthorization();
        group.MapMethods("/api/v1/sample-notes", ["GET"], ListSampleNotesAsync)
            .WithName("listSampleNotes")
            .Produces<SampleNotePage>(200)
            .ProducesProblems(400, 401, 403, 429, 500)
            .Cached(s_listSampleNotes, "sample_notes", 30)
            .AcceptsApiKeys()
            .RequireAuthorization();
        group.MapMethods("/api/v1/sample-notes/{id:guid}", ["PUT"], UpdateSampleNoteAsync)
            .WithName("updateSampleNote")
            .Produces<SampleNoteResponse>(200)
            .ProducesProblems(400, 401, 403, 404, 409, 412, 428, 429, 500)
            .InTransaction()
            .RequireAuthorization();
        group.MapMethods("/api/v1/sample-notes/{id:guid}", ["DELETE"], DeleteSampleNoteAsync)
            .WithName("deleteSampleNote")
            .Produces(204)
            .ProducesProblems(401, 403, 404, 409, 429, 500)
            .InTransaction()
            .RequireAuthorization();
        group.MapMethods("/api/v1/sample-notes/{id:guid}/finish", ["POST"], FinishSampleNoteAsync)
            .WithName("finishSampleNote")
            .Produces(204)
            .ProducesProblems(400, 401, 404, 409, 429, 500)
            .SignedBy("Board:WebhookSecret", 5)
            .InTransaction()
            .OncePerEvent("finish-sample-note", 204)
            .AllowAnonymous();
        group.MapMethods("/api/v1/sample-notes/count-sample-notes", ["GET"], CountSampleNotesAsync)
            .WithName("countSampleNotes")
            .Produces<CountSampleNotesReport>(200)
            .ProducesProblems(400, 401, 403, 429, 500)
            .RequireAuthorization();
    }

    private static async Task<IResult> CreateSampleNoteAsync(
        SampleNoteInput request,
        HttpContext http,
        AppDb db,
        SampleNoteHooks hooks,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(http);
        var scope = s_createSampleNote.For(caller);
        if (scope == Scope.None)
            return caller.Refused();
        var work = new Work(db, caller, http.RequestServices);
        var errors = request.Validate();
        if (errors.Failed)
            return errors.Problem();
        var row = new SampleNote();
        request.ApplyTo(row);
        row.AuthorId = caller.Id;
        if (await hooks.CreatingAsync(row, work, cancellationToken) is { } refusal)
            return refusal.ToResult();
        db.SampleNotes.Add(row);
        if ((row.Due != null))
        {
            await Notify.DueMailAsync(row, work, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        ETags.Set(http, row);
        return TypedResults.Created($"/api/v1/sample-notes/{row.Id}", SampleNoteResponse.Of(row));
    }

    private static async Task<IResult> GetSampleNoteAsync(Guid id, HttpContext http, AppDb db, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(http);
        var scope = s_getSampleNote.For(caller);
        if (scope == Scope.None)
            return caller.Refused();
        var row = await db.SampleNotes.AsNoTracking().FirstOrDefaultAsync(found => found.Id == id, cancellationToken);
        if (row is null)
            return Problems.NotFound();
        if (scope == Scope.Own && !await db.SampleNotes.OwnedBy(caller.Id).AnyAsync(found => found.Id == id, cancellationToken))
            return Problems.Forbidden();
        ETags.Set(http, row);
        return TypedResults.Ok(SampleNoteResponse.Of(row));
    }

    private static async Task<IResult> ListSampleNotesAsync(
        [QueryOf(typeof(int))] string? limit,
        string? cursor,
        string? q,
        [FromQuery(Name = "state"), QueryOf(typeof(NoteState))] string? byStateText,
        HttpContext http,
        AppDb db,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(http);
        var scope = s_listSampleNotes.For(caller);
        if (scope == Scope.None)
            return caller.Refused();
        var errors = new Validation();
        var size = errors.Read<int>("limit", limit);
        var rows = db.SampleNotes.AsNoTracking();
        if (scope == Scope.Own)
            rows = rows.OwnedBy(caller.Id);
        if (errors.Choose<NoteState>("state", byStateText) is { } byState)
            rows = rows.Where(row => row.State == byState);
        if (q?.Length > 200)
            errors.Add("q", "must have at most 200 characters");
        else if (!string.IsNullOrWhiteSpace(q))
        {
            var pattern = Paging.Contains(q.Trim());
            rows = rows.Where(row => EF.Functions.Like(row.Title.ToLower(), pattern, Paging.Escape));
        }

        var (found, nextCursor) = await rows.PageAsync(errors, size, cursor, cancellationToken);
        return errors.Failed
            ? errors.Problem()
            : TypedResults.Ok(new SampleNotePage { Items = [.. found.Select(SampleNoteResponse.Of)], NextCursor = nextCursor });
    }

    private static async Task<IResult> UpdateSampleNoteAsync(
        Guid id,
        SampleNoteInput request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        HttpContext http,
        AppDb db,
        SampleNoteHooks hooks,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(http);
        var scope = s_updateSampleNote.For(caller);
        if (scope == Scope.None)
            return caller.Refused();
        var work = new Work(db, caller, http.RequestServices);
        var row = await db.SampleNotes.FirstOrDefaultAsync(found => found.Id == id, cancellationToken);
        if (row is null)
            return Problems.NotFound();
        if (scope == Scope.Own && !await db.SampleNotes.OwnedBy(caller.Id).AnyAsync(found => found.Id == id, cancellationToken))
            return Problems.Forbidden();
        if (ETags.Refuse(ifMatch, row) is { } refused)
            return refused;
        var errors = request.Validate();
        if (errors.Failed)
            return errors.Problem();
        request.ApplyTo(row);
        if (await hooks.UpdatingAsync(row, work, cancellationToken) is { } refusal)
            return refusal.ToResult();
        db.Entry(row).State = EntityState.Modified;
        await db.SaveChangesAsync(cancellationToken);
        ETags.Set(http, row);
        return TypedResults.Ok(SampleNoteResponse.Of(row));
    }

    private static async Task<IResult> DeleteSampleNoteAsync(
        Guid id,
        HttpContext http,
        AppDb db,
        SampleNoteHooks hooks,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(http);
        var scope = s_deleteSampleNote.For(caller);
        if (scope == Scope.None)
            return caller.Refused();
        var work = new Work(db, caller, http.RequestServices);
        var row = await db.SampleNotes.FirstOrDefaultAsync(found => found.Id == id, cancellationToken);
        if (row is null)
            return Problems.NotFound();
        if (scope == Scope.Own && !await db.SampleNotes.OwnedBy(caller.Id).AnyAsync(found => found.Id == id, cancellationToken))
            return Problems.Forbidden();
        if (await hooks.DeletingAsync(row, work, cancellationToken) is { } refusal)
            return refusal.ToResult();
        db.SampleNotes.Remove(row);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> FinishSampleNoteAsync(
        Guid id,
        FinishSampleNoteInput request,
        [FromHeader(Name = "webhook-id")] string webhookId,
        [FromHeader(Name = "webhook-timestamp")] string webhookTimestamp,
        [FromHeader(Name = "webhook-signature")] string webhookSignature,
        HttpContext http,
        AppDb db,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(http);
        var scope = s_finishSampleNote.For(caller);
        if (scope == Scope.None)
            return caller.Refused();
        var work = new Work(db, caller, http.RequestServices);
        await work.LockAsync<SampleNote>(found => found.Id == id, cancellationToken);
        var row = await db.SampleNotes.FirstOrDefaultAsync(found => found.Id == id, cancellationToken);
        if (row is null)
            return Problems.NotFound();
        if (scope == Scope.Own && !await db.SampleNotes.OwnedBy(caller.Id).AnyAsync(found => found.Id == id, cancellationToken))
            return Problems.Forbidden();
        var errors = request.Validate();
        if (errors.Failed)
            return errors.Problem();
        row.State = NoteState.Done;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CountSampleNotesAsync(
        [QueryOf(typeof(DateOnly))] string? from,
        [QueryOf(typeof(DateOnly))] string? to,
        [QueryOf(typeof(int))] string? limit,
        HttpContext http,
        AppDb db,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(http);
        var scope = s_countSampleNotes.For(caller);
        if (scope == Scope.None)
            return caller.Refused();
        var errors = new Validation();
        var rows = db.SampleNotes.AsNoTracking();
        if (scope == Scope.Own)
            rows = rows.OwnedBy(caller.Id);
        if (errors.Read<DateOnly>("from", from) is { } first)
            rows = rows.Where(row => row.Due >= first);
        if (errors.Read<DateOnly>("to", to) is { } end)
            rows = rows.Where(row => row.Due < end);
        var size = errors.Read<int>("limit", limit) ?? 100;
        if (size is < 1 or > 1000)
            errors.Add("limit", "must be between 1 and 1000");
        if (errors.Failed)
            return errors.Problem();
        var groups = rows
            .Select(row => new { State = row.State, Month = Buckets.Of(row.Due, 7), Stars = row.Stars })
            .GroupBy(row => new { row.State, row.Month })
            .Select(group => new CountSampleNotesGroup
            {
                State = group.Key.State,
                Month = group.Key.Month,
                Notes = group.Count(),
                Stars = group.Sum(row => (long?)row.Stars) ?? 0,
            })
            .OrderByDescending(group => group.Notes)
            .ThenBy(group => group.State)
            .ThenBy(group => group.Month)
            .Take(size + 1);
        var found = await groups.ToListAsync(cancellationToken);
        return TypedResults.Ok(new CountSampleNotesReport { Items = [.. found.Take(size)], IsComplete = found.Count <= size });
    }

    /// <summary>The rows that an account owns.</summary>
    public static IQueryable<SampleNote> OwnedBy(this IQueryable<SampleNote> rows, Guid account) =>
        rows.Where(row => row.AuthorId == account);
}
