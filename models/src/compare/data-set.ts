/** One label for each post, or any number of them. */
export type Task = 'single' | 'multi';

/** A post and the numbers of its labels (exactly one in a `single` task), in ascending order. */
export type LabelledPost = { text: string; labels: readonly number[] };

/** A labelled set in its three parts. Labels are numbered in the order of `labels`. */
export type DataSet = {
  name: string;
  task: Task;
  /** BCP 47; absent where the set has several languages or does not say. */
  language?: string | undefined;
  labels: readonly string[];
  train: readonly LabelledPost[];
  validation: readonly LabelledPost[];
  test: readonly LabelledPost[];
};

/** What is learned from: a set whose test posts have no labels, so that nothing can be chosen on them. */
export type LearningSet = Omit<DataSet, 'test'> & { test: readonly { text: string }[] };

/** Probabilities of the validation and the test posts, row by row, one number per label. */
export type Predictions = { validation: Float64Array; test: Float64Array };

/** A data set that cannot be read or used: says which file, line and field. */
export class DataSetError extends Error {
  override name = 'DataSetError';
}
