namespace AllSolutionsExchange;
internal static class Placeholder;
