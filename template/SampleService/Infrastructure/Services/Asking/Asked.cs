namespace SampleService.Infrastructure;

/// <summary>What another service answered: the answer, or the problem that this one answers with.</summary>
internal readonly record struct Asked<TAnswer>(TAnswer? Answer, IResult? Problem)
    where TAnswer : class;
