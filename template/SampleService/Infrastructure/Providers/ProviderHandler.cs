using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace SampleService.Infrastructure;

/// <summary>
/// Asks a provider what waits in the outbox, outside of any transaction, and applies the answer in one: once for each question, however
/// often it is asked and whatever comes between.
/// </summary>
internal sealed class ProviderHandler<TRequest, TAnswer>(
    ProviderCalls<TRequest, TAnswer> calls,
    IProvider<TRequest, TAnswer> provider,
    IServiceScopeFactory scopes,
    IOptions<JsonOptions> json,
    ProviderMetrics metrics
) : IOutboxHandler
    where TAnswer : class
{
    public string Kind => calls.Target.Kind;

    public string? Missing => provider.Missing;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var question = message.Read<ProviderQuestion>();
        if (await IsAnsweredAsync(message.Id, cancellationToken))
            return;
        TAnswer? answer;
        try
        {
            answer = await AskAsync(message, question, cancellationToken);
        }
        catch (Exception problem) when (problem is OutboxRejectedException || message.Attempts >= OutboxDispatcher.MaxAttempts)
        {
            // Nobody asks again, unless a person has it asked again; then an answer still counts.
            await ApplyAsync(message.Id, question, false, work => calls.UnansweredAsync(question.Subject, work, default), default);
            throw;
        }

        await ApplyAsync(
            message.Id,
            question,
            true,
            async work => answer is null ? null : await calls.AnsweredAsync(question.Subject, answer, work, cancellationToken),
            cancellationToken
        );
    }

    // A question whose message is gone is not asked again: until then its row says that it was answered.
    public Task ForgetAsync(AppDb db, CancellationToken cancellationToken) =>
        db.Set<ProviderCall>()
            .Where(call => call.Provider == calls.Target.Name && !db.Set<OutboxMessage>().Any(message => message.Id == call.Id))
            .ExecuteDeleteAsync(cancellationToken);

    private async Task<TAnswer?> AskAsync(OutboxMessage message, ProviderQuestion question, CancellationToken cancellationToken)
    {
        var request = question.Request.Deserialize<TRequest>(json.Value.SerializerOptions)!;
        var (since, outcome) = (Stopwatch.GetTimestamp(), "failed");
        try
        {
            var answer = await provider.AskAsync(request, message.Id.ToString(), cancellationToken);
            if (answer is not null && calls.Check(answer) is { Failed: true } wrong)
                throw new InvalidDataException(
                    $"{calls.Target.Name} answers what can't be: "
                        + string.Join(", ", wrong.Errors.Select(static error => $"{error.Key} {string.Join(" and ", error.Value)}"))
                );
            outcome = answer is null ? "begun" : "answered";
            return answer;
        }
        catch (OutboxRejectedException)
        {
            outcome = "refused";
            throw;
        }
        finally
        {
            metrics.Asked(calls.Target.Name, outcome, Stopwatch.GetElapsedTime(since));
        }
    }

    private async Task<bool> IsAnsweredAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await db.Set<ProviderCall>().AnyAsync(call => call.Id == id && call.AnsweredAt != null, cancellationToken);
    }

    private async Task ApplyAsync(
        Guid id,
        ProviderQuestion question,
        bool isAnswer,
        Func<Work, Task<IResult?>> apply,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var work = Work.OfNobody(scope.ServiceProvider);
        var problem = await work.Db.InTransactionAsync(
            async () => await RecordAsync(work.Db, id, question.Subject, isAnswer, cancellationToken) ? await apply(work) : null,
            static problem => problem is null,
            cancellationToken
        );
        DoneOnce.ThrowIfRefused(problem);
    }

    // Written down in the transaction of what is done; false when it is written down already.
    private async Task<bool> RecordAsync(AppDb db, Guid id, Guid subject, bool isAnswer, CancellationToken cancellationToken)
    {
        var known = await db.Set<ProviderCall>().FirstOrDefaultAsync(call => call.Id == id, cancellationToken);
        if (known is not null && (!isAnswer || known.AnsweredAt is not null))
            return false;
        DateTimeOffset? answered = isAnswer ? db.Now : null;
        if (known is not null)
        {
            known.AnsweredAt = answered;
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }

        await db.RecordAsync(
            new ProviderCall
            {
                Id = id,
                Provider = calls.Target.Name,
                SubjectId = subject,
                AnsweredAt = answered,
                CreatedAt = db.Now,
            },
            cancellationToken
        );
        return true;
    }
}
